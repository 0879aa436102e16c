package rfc6455

import (
	"slices"
	"strings"
	"testing"
)

func TestEachRuleHasAReasonAndAnExplanation(t *testing.T) {
	for rule := range Rule(len(ruleTexts)) {
		const number = 1<<64 - 1
		reason, violation := rule.Reason(number), rule.Violation(number)
		if reason == "" || len(reason) > MaxReason {
			t.Errorf("rule %d: the reason %q has %d bytes", rule, reason, len(reason))
		}
		if violation.Field == "" || !strings.Contains(violation.Why, "(RFC 6455 §") {
			t.Errorf("rule %d: the explanation is %+v", rule, violation)
		}
		if code := rule.CloseCode(); code != ProtocolError && code != InvalidPayload {
			t.Errorf("rule %d: the close code is %d", rule, code)
		}
		if strings.Contains(reason+violation.Why, "*") {
			t.Errorf("rule %d: a number is missing in %q or %q", rule, reason, violation.Why)
		}
	}
}

func TestAGoodFrameBreaksNoRule(t *testing.T) {
	client := Stream{Sender: Client}
	for name, broken := range map[string]Rules{
		"a text":                       client.StartRules(0x81, 0x80),
		"a fragment":                   client.StartRules(0x01, 0xFE),
		"a ping within a message":      Stream{Sender: Client, MessageUnderWay: true}.StartRules(0x89, 0xFD),
		"a continuation":               Stream{Sender: Client, MessageUnderWay: true}.StartRules(0x80, 0xFF),
		"a compressed text":            Stream{Sender: Client, Deflate: true}.StartRules(0xC1, 0x80),
		"a ping after the close frame": Stream{Sender: Server, Closed: true}.StartRules(0x89, 0),
		"a length in 7 bits":           LengthRules(125, 7),
		"a length in 16 bits":          LengthRules(126, 16),
		"a length in 64 bits":          LengthRules(1<<63-1, 64),
	} {
		if broken != 0 {
			t.Errorf("%s breaks %v", name, slices.Collect(broken.All()))
		}
	}
}

func TestAFrameBreaksSeveralRulesInTheirOrder(t *testing.T) {
	broken := Stream{Sender: Client, Deflate: true, MessageUnderWay: true, Closed: true}.StartRules(0xE1, 0)
	want := []Rule{RSV2WithoutMeaning, ClientUnmasked, MessageAfterClose, MessageUnderWay}
	if got := slices.Collect(broken.All()); !slices.Equal(got, want) || broken.First() != want[0] {
		t.Errorf("broken are %v, want %v", got, want)
	}
	broken = Stream{Sender: Client}.StartRules(0x48, 0x81) // a close frame, of one byte
	if got, want := slices.Collect(broken.All()), []Rule{RSV1WithoutMeaning, ControlFragmented, CodeCut}; !slices.Equal(got, want) {
		t.Errorf("broken are %v, want %v", got, want)
	}
}
