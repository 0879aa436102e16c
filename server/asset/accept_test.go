package asset

import (
	"strings"
	"testing"
)

func TestAcceptEncodingGivesEachCodingAWeight(t *testing.T) {
	for _, test := range []struct {
		field string
		want  acceptance // identity, gzip, br
	}{
		{"gzip, deflate, br, zstd", acceptance{1, 1000, 1000}},
		{"", acceptance{1, 0, 0}},
		{"gzip;q=0.5", acceptance{1, 500, 0}},
		{"gzip; Q=0.123 ,\tBR;q=1.000", acceptance{1, 123, 1000}},
		{"x-gzip", acceptance{1, 1000, 0}},
		{"*", acceptance{1000, 1000, 1000}},
		{"br;q=0, *;q=0.3", acceptance{300, 300, 0}},
		{"identity;q=0", acceptance{0, 0, 0}},
		{"*;q=0", acceptance{0, 0, 0}},
		{"*;q=0, identity;q=0.2", acceptance{200, 0, 0}},
		{"gzip;q=0.1, gzip", acceptance{1, 100, 0}},
		{"gzip;q=1.001, br;q=x, identity;q=0.0001", acceptance{1, 0, 0}},
		{"gzip;level=9, ;q=1, br;q=, ,,", acceptance{1, 0, 0}},
	} {
		if got := parseAccept([]string{test.field}); got != test.want {
			t.Errorf("Accept-Encoding %q gives the weights %v, want %v", test.field, got, test.want)
		}
	}
}

func TestAcceptEncodingOfSeveralLinesIsOneList(t *testing.T) {
	got := parseAccept([]string{"gzip;q=0.5", "br"})
	if want := parseAccept([]string{"gzip;q=0.5, br"}); got != want {
		t.Errorf("two lines give the weights %v, one line gives %v", got, want)
	}
}

func TestAcceptEncodingCostsNoMemory(t *testing.T) {
	lines := []string{"gzip, deflate;q=0.5, br;q=0.9, *;q=0"}
	if n := testing.AllocsPerRun(100, func() { parseAccept(lines) }); n > 0 {
		t.Errorf("parsing allocates %v times, want 0", n)
	}
}

func FuzzAcceptEncoding(f *testing.F) {
	for _, seed := range []string{"gzip, br", "*;q=0.5, identity;q=0", "br;q=1.000,gzip;q=0.001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, field string) {
		got := parseAccept([]string{field})
		for _, w := range []weight{got.identity, got.gzip, got.brotli} {
			if w < notAcceptable || w > fullWeight {
				t.Errorf("%q has the weight %d, want 0 to 1000", field, w)
			}
		}
		if folded := parseAccept([]string{strings.ToUpper(field)}); isASCII(field) && folded != got {
			t.Errorf("%q gives the weights %v in upper case, want %v", field, folded, got)
		}
		if listed := parseAccept(strings.Split(field, ",")); listed != got {
			t.Errorf("%q gives the weights %v as lines, want %v", field, listed, got)
		}
		if !strings.Contains(field, "*") && !strings.Contains(strings.ToLower(field), "identity") && got.identity != lowestWeight {
			t.Errorf("%q gives the identity %d, want it as the last choice", field, got.identity)
		}
	})
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > 127 }) < 0
}
