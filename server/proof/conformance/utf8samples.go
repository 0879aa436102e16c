package conformance

// sample is a piece of text under a name.
type sample struct{ name, text string }

// validTexts has the first and the last character of each length, and of each range in the
// grammar of RFC 3629 §4. It also has noncharacters. They are valid in UTF-8, although no text
// needs them (Unicode Corrigendum 9).
var validTexts = []sample{
	{"U+0000, a zero byte,", "\x00"},
	{"U+007F, the last of one byte,", "\x7f"},
	{"U+0080, the first of two bytes,", "\xc2\x80"},
	{"U+07FF, the last of two bytes,", "\xdf\xbf"},
	{"U+0800, the first of three bytes,", "\xe0\xa0\x80"},
	{"U+0FFF, the last that starts with E0,", "\xe0\xbf\xbf"},
	{"U+1000, the first that starts with E1,", "\xe1\x80\x80"},
	{"U+CFFF, the last that starts with EC,", "\xec\xbf\xbf"},
	{"U+D7FF, the last before the surrogates,", "\xed\x9f\xbf"},
	{"U+E000, the first after the surrogates,", "\xee\x80\x80"},
	{"U+FDD0, a noncharacter,", "\xef\xb7\x90"},
	{"U+FEFF, the byte order mark,", "\xef\xbb\xbf"},
	{"U+FFFD, the replacement character,", "\xef\xbf\xbd"},
	{"U+FFFE, a noncharacter,", "\xef\xbf\xbe"},
	{"U+FFFF, a noncharacter and the last of three bytes,", "\xef\xbf\xbf"},
	{"U+10000, the first of four bytes,", "\xf0\x90\x80\x80"},
	{"U+1FFFE, a noncharacter,", "\xf0\x9f\xbf\xbe"},
	{"U+3FFFF, a noncharacter and the last that starts with F0,", "\xf0\xbf\xbf\xbf"},
	{"U+40000, the first that starts with F1,", "\xf1\x80\x80\x80"},
	{"U+FFFFF, a noncharacter and the last that starts with F3,", "\xf3\xbf\xbf\xbf"},
	{"U+100000, the first that starts with F4,", "\xf4\x80\x80\x80"},
	{"U+10FFFF, the last of all,", "\xf4\x8f\xbf\xbf"},
	{"a letter with a combining accent", "e\u0301"},
	{"an emoji of four characters with joiners", "\U0001F469\u200D\U0001F373"},
	{"text in six scripts", "cup кубок 杯 컵 كوب कप"},
}

// mixed has characters of each length side by side.
const mixed = "a¢한🧀é✓𝄞z"

// invalidText is text that is not UTF-8. The field prefix ends with the first byte that shows this.
type invalidText struct{ name, prefix, rest string }

// invalidTexts has the texts that the grammar of RFC 3629 §4 excludes. Some bytes are bad only after
// the byte before them. A decoder finds such a byte when the byte arrives, without waiting for
// a whole character.
var invalidTexts = []invalidText{
	{"a continuation byte 80 with nothing to continue", "\x80", ""},
	{"a continuation byte BF with nothing to continue", "\xbf", ""},
	{"a continuation byte after a whole character", "\xc3\xa4\x80", "x"},
	{"a continuation byte too many after three", "\xf0\x9f\xa7\x80\x80", ""},

	{"C2 and then a letter", "\xc2x", "y"},
	{"C2 and then C2", "\xc2\xc2", "\x80"},
	{"DF and then C0", "\xdf\xc0", ""},
	{"E1 and then 7F", "\xe1\x7f", ""},
	{"E1 80 and then a letter", "\xe1\x80x", "y"},
	{"EF BF and then C0", "\xef\xbf\xc0", ""},
	{"F1 and then a letter", "\xf1x", "y"},
	{"F1 80 and then a letter", "\xf1\x80x", "y"},
	{"F1 80 80 and then a letter", "\xf1\x80\x80x", "y"},
	{"F1 80 80 and then the start of another character", "\xf1\x80\x80\xc2", "\x80"},

	{"an overlong zero in two bytes", "\xc0", "\x80"},
	{`an overlong "/" in two bytes`, "\xc0", "\xaf"},
	{"an overlong U+007F in two bytes", "\xc1", "\xbf"},
	{`an overlong "/" in three bytes`, "\xe0\x80", "\xaf"},
	{"an overlong U+07FF in three bytes", "\xe0\x9f", "\xbf"},
	{`an overlong "/" in four bytes`, "\xf0\x80", "\x80\xaf"},
	{"an overlong U+FFFF in four bytes", "\xf0\x8f", "\xbf\xbf"},
	{`an overlong "/" in five bytes`, "\xf8", "\x80\x80\x80\xaf"},
	{`an overlong "/" in six bytes`, "\xfc", "\x80\x80\x80\x80\xaf"},

	{"U+D800, the first surrogate", "\xed\xa0", "\x80"},
	{"U+DBFF, the last high surrogate", "\xed\xaf", "\xbf"},
	{"U+DC00, the first low surrogate", "\xed\xb0", "\x80"},
	{"U+DFFF, the last surrogate", "\xed\xbf", "\xbf"},
	{"a pair of surrogates", "\xed\xa0", "\xbd\xed\xb8\x80"},

	{"U+110000, the first beyond all", "\xf4\x90", "\x80\x80"},
	{"U+13FFFF, the last that would start with F4", "\xf4\xbf", "\xbf\xbf"},
	{"U+140000, which would start with F5", "\xf5", "\x80\x80\x80"},
	{"U+1FFFFF, which would start with F7", "\xf7", "\xbf\xbf\xbf"},
	{"U+200000 in five bytes", "\xf8", "\x88\x80\x80\x80"},
	{"U+4000000 in six bytes", "\xfc", "\x84\x80\x80\x80\x80"},
	{"the byte FE", "\xfe", ""},
	{"the byte FF", "\xff", ""},
	{"the byte order mark of UTF-16", "\xff", "\xfe"},
	{"ä in Latin-1", "k\xe4s", "e"},
}

// truncatedTexts are texts that end within a character. Each is a fault only at the end of a
// message.
var truncatedTexts = []sample{
	{"the first byte of two", "\xc2"},
	{"the first byte of three", "\xe0"},
	{"the first two bytes of three", "\xed\x9f"},
	{"the first byte of four", "\xf0"},
	{"the first two bytes of four", "\xf4\x8f"},
	{"the first three bytes of four", "\xf0\x9f\xa7"},
	{"a sentence and the first byte of two", "two cups, one string \xc3"},
	{"a whole character and the first three bytes of another", "\U0001F9C0\xf0\x9f\xa7"},
}
