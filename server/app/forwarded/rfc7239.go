package forwarded

import (
	"net/http"
	"strings"
)

// forwardedHops returns the hops of the field Forwarded (RFC 7239 §4). If an element is malformed,
// forwardedHops returns only the hops behind it, because nobody knows who wrote what stands before.
func forwardedHops(header http.Header) (hops []hop) {
	for _, rest := range header.Values("Forwarded") {
		for rest != "" {
			var h hop
			var ok bool
			if h, rest, ok = cutHop(rest); !ok {
				hops = nil
				continue
			}
			hops = append(hops, h)
		}
	}
	return hops
}

// cutHop cuts the first element off a list. It skips a malformed element, and returns false.
func cutHop(text string) (h hop, rest string, ok bool) {
	for ok = true; ; {
		var name, value string
		var good bool
		name, value, text, good = cutPair(text)
		ok = ok && good
		switch strings.ToLower(name) {
		case "for":
			h.client = value
		case "proto":
			h.scheme = schemeOf(value)
		case "host":
			h.host = hostOf(value)
		}
		if text == "" || text[0] == ',' {
			return h, strings.TrimPrefix(text, ","), ok
		}
		text = text[1:] // the semicolon
	}
}

// cutPair cuts a pair, name=value, off a text. The rest is "" or begins with the comma or the
// semicolon behind the pair. A pair that is empty is good.
func cutPair(text string) (name, value, rest string, good bool) {
	text = strings.TrimLeft(text, " \t")
	end := strings.IndexAny(text, "=,;")
	if end < 0 {
		end = len(text)
	}
	name, rest = strings.TrimRight(text[:end], " \t"), text[end:]
	if rest == "" || rest[0] != '=' {
		return "", "", rest, name == ""
	}
	value, rest, good = cutValue(rest[1:])
	rest = strings.TrimLeft(rest, " \t")
	if rest != "" && rest[0] != ',' && rest[0] != ';' {
		good = false
		rest = rest[min(len(rest), strings.IndexAny(rest+",", ",;")):]
	}
	return name, value, rest, good && name != ""
}

// cutValue cuts a token or a quoted string off a text (RFC 9110 §5.6.4).
func cutValue(text string) (value, rest string, good bool) {
	if !strings.HasPrefix(text, `"`) {
		end := strings.IndexAny(text+",", ",; \t")
		return text[:end], text[end:], !strings.Contains(text[:end], `"`)
	}
	var unquoted strings.Builder
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == '"':
			return unquoted.String(), text[i+1:], true
		case text[i] == '\\' && i+1 < len(text):
			i++
		}
		unquoted.WriteByte(text[i])
	}
	return "", "", false // the quotation mark at the end is missing
}
