package asset

import "strings"

// weight is a qvalue in thousandths (RFC 9110 §12.4.2).
type weight int

const (
	notAcceptable weight = 0    // the client does not accept the coding
	lowestWeight  weight = 1    // acceptable, as the last choice
	fullWeight    weight = 1000 // the weight of a member without a weight
)

// acceptance holds the weights that a client gives to the codings of this package.
type acceptance struct{ identity, gzip, brotli weight }

// weightOf returns the weight of a coding.
func (a acceptance) weightOf(c coding) weight {
	switch c {
	case gzipCoding:
		return a.gzip
	case brCoding:
		return a.brotli
	}
	return a.identity
}

// parseAccept reads the lines of an Accept-Encoding field (RFC 9110 §12.5.3).
//
// A coding has the weight of its name in the field. If the field doesn't list the name, the coding
// has the weight of "*". If the field lists neither the name nor "*", the client accepts only the
// identity, as the last choice. parseAccept ignores a malformed member, and a second member of the
// same name.
func parseAccept(lines []string) acceptance {
	const unset weight = -1
	found := acceptance{unset, unset, unset}
	star := unset // the weight of "*"
	for _, line := range lines {
		for line != "" {
			var member string
			member, line, _ = strings.Cut(line, ",")
			name, w, ok := parseMember(member)
			if !ok {
				continue
			}
			var at *weight
			switch {
			case name == "*":
				at = &star
			case strings.EqualFold(name, string(identity)):
				at = &found.identity
			case strings.EqualFold(name, string(brCoding)):
				at = &found.brotli
			case strings.EqualFold(name, string(gzipCoding)), strings.EqualFold(name, "x-gzip"): // RFC 9110 §8.4.1.3
				at = &found.gzip
			default:
				continue
			}
			if *at == unset {
				*at = w
			}
		}
	}
	return acceptance{
		identity: firstSet(found.identity, star, lowestWeight),
		gzip:     firstSet(found.gzip, star, notAcceptable),
		brotli:   firstSet(found.brotli, star, notAcceptable),
	}
}

// firstSet returns the first weight that is set, or notAcceptable.
func firstSet(weights ...weight) weight {
	for _, w := range weights {
		if w >= notAcceptable {
			return w
		}
	}
	return notAcceptable
}

// parseMember reads one member of the field, such as "gzip" or "gzip;q=0.5".
func parseMember(member string) (name string, w weight, ok bool) {
	name, parameter, weighted := strings.Cut(member, ";")
	name = strings.Trim(name, " \t")
	if !weighted {
		return name, fullWeight, name != ""
	}
	parameter = strings.Trim(parameter, " \t")
	if len(parameter) < 2 || !strings.EqualFold(parameter[:2], "q=") {
		return "", notAcceptable, false
	}
	w, ok = parseWeight(parameter[2:])
	return name, w, ok && name != ""
}

// parseWeight reads a qvalue: 0 to 1 with at most three decimals.
func parseWeight(text string) (weight, bool) {
	whole, decimals, _ := strings.Cut(text, ".")
	if whole != "0" && whole != "1" || len(decimals) > 3 {
		return notAcceptable, false
	}
	w := weight(whole[0]-'0') * fullWeight
	unit := fullWeight
	for _, digit := range []byte(decimals) {
		if digit < '0' || digit > '9' {
			return notAcceptable, false
		}
		unit /= 10
		w += weight(digit-'0') * unit
	}
	return w, w <= fullWeight
}
