package limit_test

import (
	"testing"
	"time"

	"twocups/server/limit"
)

type config struct {
	Members    int
	Wait, Stay time.Duration
	Memory     int
}

func (c *config) limits() []limit.Limit {
	return []limit.Limit{
		limit.Count(&c.Members, "members", 64, limit.MaxQueue, "the greatest number of `members`"),
		limit.Time(&c.Wait, "wait", 5*time.Second, "the `time` that a client has"),
		limit.Time(&c.Stay, limit.NoFlag, 0, "none by default"),
		limit.Size(&c.Memory, "memory", 0, 2<<30, "the `bytes` that are used"),
	}
}

func TestAFieldThatIsZeroTakesItsDefault(t *testing.T) {
	c := config{Wait: time.Minute}
	limit.SetDefaults(c.limits())
	if want := (config{Members: 64, Wait: time.Minute}); c != want {
		t.Errorf("got %+v, want %+v", c, want)
	}
}

func TestASizeIsWrittenWithTheGreatestSuffixThatLosesNothing(t *testing.T) {
	var c config
	memory := c.limits()[3].Value
	for set, want := range map[string]string{"0": "0", "1023": "1023", "1024": "1k", "1500k": "1500k", "2048m": "2g"} {
		if err := memory.Set(set); err != nil || memory.String() != want {
			t.Errorf("%s is written %s, want %s, and the error is %v", set, memory, want, err)
		}
	}
}

func TestAFlagSetsItsFieldWithinTheBounds(t *testing.T) {
	var c config
	limits := c.limits()
	for _, try := range []struct {
		limit      int
		text, want string // the refusal, or ""
	}{
		{0, "1", ""},
		{0, "65536", ""},
		{0, "0", "want a whole number from 1 to 65536"},
		{0, "65537", "want a whole number from 1 to 65536"},
		{0, "1e3", "want a whole number from 1 to 65536"},
		{1, "1ms", ""},
		{1, "24h", ""},
		{1, "0", "want a time from 1ms to 24h0m0s, such as 500ms, 10s or 2m"},
		{1, "25h", "want a time from 1ms to 24h0m0s, such as 500ms, 10s or 2m"},
		{1, "5", "want a time from 1ms to 24h0m0s, such as 500ms, 10s or 2m"},
		{3, "1", ""},
		{3, "3K", ""},
		{3, "256m", ""},
		{3, "2g", ""},
		{3, "3g", "want a number of bytes, with or without a suffix, such as 512k, 256m or 2g"},
		{3, "9000000000g", "want a number of bytes, with or without a suffix, such as 512k, 256m or 2g"},
		{3, "-1k", "want a number of bytes, with or without a suffix, such as 512k, 256m or 2g"},
		{3, "m", "want a number of bytes, with or without a suffix, such as 512k, 256m or 2g"},
		{2, "0", ""},
		{2, "-1s", "want a time from 0s to 24h0m0s, such as 500ms, 10s or 2m"},
	} {
		before, refusal := limits[try.limit].Value.String(), ""
		if err := limits[try.limit].Value.Set(try.text); err != nil {
			refusal = err.Error()
		}
		if refusal != try.want {
			t.Errorf("%s: %q, want %q", try.text, refusal, try.want)
		}
		if after := limits[try.limit].Value.String(); refusal != "" && after != before {
			t.Errorf("%s is refused, and changes the field to %s", try.text, after)
		}
	}
	if want := (config{Members: 65536, Wait: 24 * time.Hour, Memory: 2 << 30}); c != want {
		t.Errorf("the fields are %+v, want %+v", c, want)
	}
}
