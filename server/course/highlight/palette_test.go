package highlight

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/chroma/v2"
)

// luminance returns the relative luminance of a colour "#rrggbb" (WCAG 2.2).
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 24)
	if err != nil || len(colour) != len("#rrggbb") {
		t.Fatalf("colour %q, want #rrggbb", colour)
	}
	linear := func(shift int) float64 {
		c := float64(rgb>>shift&0xFF) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}

// contrast returns the contrast ratio of two colours (WCAG 2.2).
func contrast(t *testing.T, a, b string) float64 {
	high, low := luminance(t, a), luminance(t, b)
	return (max(high, low) + 0.05) / (min(high, low) + 0.05)
}

func TestEveryColourOfCodeCanBeReadOnEveryBackground(t *testing.T) {
	const enhanced = 7 // WCAG 2.2, success criterion 1.4.6
	for _, c := range append([]colour{ink}, palette...) {
		for _, g := range backgrounds {
			if ratio := contrast(t, c.light, g.light); ratio < enhanced {
				t.Errorf("light %s on %s: contrast %.2f, want %d", c.name, g.name, ratio, enhanced)
			}
			if ratio := contrast(t, c.dark, g.dark); ratio < enhanced {
				t.Errorf("dark %s on %s: contrast %.2f, want %d", c.name, g.name, ratio, enhanced)
			}
		}
	}
}

func TestTheEdgeOfAMarkedLineCanBeSeen(t *testing.T) {
	const graphics = 3 // WCAG 2.2, success criterion 1.4.11
	for _, g := range []colour{background, markBackground} {
		if light, dark := contrast(t, markEdge.light, g.light), contrast(t, markEdge.dark, g.dark); min(light, dark) < graphics {
			t.Errorf("edge on %s: contrast %.2f in light, %.2f in dark, want %d", g.name, light, dark, graphics)
		}
	}
}

func TestContrastAgreesWithTheStandard(t *testing.T) {
	if got := contrast(t, "#000000", "#ffffff"); math.Abs(got-21) > 0.001 {
		t.Errorf("black on white: %.3f, want 21", got)
	}
	if got := contrast(t, "#777777", "#ffffff"); math.Abs(got-4.48) > 0.01 {
		t.Errorf("#777 on white: %.3f, want 4.48", got)
	}
}

func TestTheStyleSheetHasARuleForEveryClassThatIsWritten(t *testing.T) {
	css := string(CSS())
	for kind := range chroma.StandardTypes {
		if class := tokenClass(kind); class != "" && !strings.Contains(css, ".chroma ."+class+",") && !strings.Contains(css, ".chroma ."+class+"{") {
			t.Errorf("no rule for the class %q of %s", class, kind)
		}
	}
	for _, c := range append([]colour{ink, background, markBackground, markEdge}, palette...) {
		if !strings.Contains(css, "--code-"+c.name+":light-dark("+c.light+","+c.dark+");") || !strings.Contains(css, "var(--code-"+c.name+")") {
			t.Errorf("the colour %s is not defined and used", c.name)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
}

func TestATokenWithoutAColourOfItsOwnHasTheColourOfItsCategory(t *testing.T) {
	for kind, want := range map[chroma.TokenType]string{
		chroma.KeywordDeclaration:  "k",
		chroma.KeywordConstant:     "kc",
		chroma.LiteralStringDouble: "s",
		chroma.LiteralNumberHex:    "m",
		chroma.CommentSingle:       "c",
		chroma.NameOther:           "",
		chroma.Punctuation:         "",
		chroma.Text:                "",
		chroma.Error:               "",
	} {
		if got := tokenClass(kind); got != want {
			t.Errorf("class of %s: %q, want %q", kind, got, want)
		}
	}
}
