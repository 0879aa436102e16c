package files

import (
	"strings"
	"testing"
	"unicode/utf8"

	"twocups/server/instance/printable"
)

func TestANameUnderWhichAFileIsSavedHarmsNobody(t *testing.T) {
	for name, want := range map[string]string{
		"photo.jpg":                        "photo.jpg",
		"Ferien 2026 ☀️.jpg":               "Ferien 2026 ☀️.jpg",
		"../../etc/passwd":                 "passwd",
		`C:\Windows\notepad.exe`:           "notepad.exe",
		".bashrc":                          "bashrc",
		"..":                               "file",
		"":                                 "file",
		"folder/":                          "file",
		"annual\u202egpj.exe":              "annualgpj.exe", // it would look like annualexe.jpg
		"two\nlines\x00.txt":               "twolines.txt",
		`a<b>:"c|d?*.txt`:                  "a_b___c_d__.txt",
		"safe.txt. . ":                     "safe.txt",
		strings.Repeat("x", 300) + ".jpeg": strings.Repeat("x", maxFileName-5) + ".jpeg",
		"bad \xff utf8.txt":                "bad  utf8.txt",
		"photo.exe\u200b":                  "photo.exe",
		"\u200b.bashrc":                    "bashrc",
		"\u200d.bashrc":                    "bashrc",
		"pho\u00adto\ufeff.jpg\u3164":      "photo.jpg",
		"\u200d\ufe0f\u2800":               "file",
		"می\u200cخواهم 👩\u200d🚀.txt": "می\u200cخواهم 👩\u200d🚀.txt",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func FuzzFileName(f *testing.F) {
	for _, seed := range []string{"photo.jpg", "../x", `a\b`, ". .", "\u202e", strings.Repeat(" .", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := fileName(name)
		switch {
		case got == "" || utf8.RuneCountInString(got) > maxFileName || !utf8.ValidString(got):
			t.Errorf("%q", got)
		case strings.ContainsAny(got, `/\<>:"|?*`) || strings.ContainsFunc(got, printable.Hidden):
			t.Errorf("%q has a character that no name may have", got)
		case strings.HasPrefix(got, ".") || strings.HasSuffix(got, ".") || strings.HasSuffix(got, " "):
			t.Errorf("%q begins or ends badly", got)
		case fileName(got) != got:
			t.Errorf("%q becomes %q the second time", got, fileName(got))
		}
	})
}
