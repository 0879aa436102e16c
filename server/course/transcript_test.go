package course

import (
	"strings"
	"testing"
)

// withTranscript makes a folder with a lesson of one block and its transcript.
func withTranscript(text string) map[string]string {
	files := lessonWith(front + "```ws name=one\nconnect /echo\n```\n")
	files["transcripts/01-a.json"] = text
	return files
}

func TestFaultsOfTranscripts(t *testing.T) {
	checkFaults(t, []faultCase{
		{"a block twice, and unknown ones", withTranscript("{\"one\": [], \"two\": [], \"one\": [],\n \"öne\": [], \"oen\": []}"), []string{
			`transcripts/01-a.json:1:13: transcript of the unknown block "two" (want one)`,
			`transcripts/01-a.json:1:24: block "one" twice (want each name once)`,
			`transcripts/01-a.json:2:2: transcript of the unknown block "öne" (did you mean "one"?)`,
			`transcripts/01-a.json:2:13: transcript of the unknown block "oen" (want one)`,
		}},
		{"an unknown kind", withTranscript(`{"one": [{"at":1,"side":"client","kind":"opend"}]}`), []string{
			`transcripts/01-a.json:1:10: event: unknown name "opend" (want an event as a run records it)`,
		}},
		{"an unknown field, and other events", withTranscript("{\"one\": [{\"at\":1,\"side\":\"client\",\"kind\":\"opened\",\"x\":1},\n{\"at\":\"1\"}, {}, null, 5]}"), []string{
			`transcripts/01-a.json:1:10: event: json: unknown field "x" (want an event as a run records it)`,
			"transcripts/01-a.json:2:1: event: json: cannot unmarshal string into Go struct field Event.at of type play.Milliseconds (want an event as a run records it)",
			"transcripts/01-a.json:2:13: event: no side or no kind (want an event as a run records it)",
			"transcripts/01-a.json:2:17: event: no side or no kind (want an event as a run records it)",
			"transcripts/01-a.json:2:23: event: json: cannot unmarshal number into Go value of type play.Event (want an event as a run records it)",
		}},
		{"JSON without an end", withTranscript(`{"one": `), []string{
			"transcripts/01-a.json:1:8: JSON: unexpected end of JSON input (want an object: block name to list of events)",
		}},
		{"an empty transcript", withTranscript(""), []string{
			"transcripts/01-a.json:1:1: JSON: unexpected end of JSON input (want an object: block name to list of events)",
		}},
		{"a list", withTranscript("[]"), []string{
			`transcripts/01-a.json:1:1: JSON: "[" (want an object: block name to list of events)`,
		}},
		{"an object for a list", withTranscript("{\"one\":\n {}}"), []string{
			`transcripts/01-a.json:2:2: JSON: "{" (want a list of events)`,
		}},
		{"text behind the object", withTranscript("{} x"), []string{
			"transcripts/01-a.json:1:4: JSON: invalid character 'x' after top-level value (want an object: block name to list of events)",
		}},
		{"a comma too many", withTranscript("{\"one\": [\n  {\"at\": 1,}]}"), []string{
			"transcripts/01-a.json:2:12: JSON: invalid character '}' looking for beginning of object key string (want an object: block name to list of events)",
		}},
		{"the wrong bracket", withTranscript(`{"one": [}`), []string{
			"transcripts/01-a.json:1:10: JSON: invalid character '}' looking for beginning of value (want an object: block name to list of events)",
		}},
		{"a comma too few", withTranscript("{\"a\": [],\n\"one\": [] \"b\"}"), []string{
			`transcripts/01-a.json:2:11: JSON: invalid character '"' after object key:value pair (want an object: block name to list of events)`,
		}},
		{"a transcript with a NUL", withTranscript("{\x00}"), []string{
			"transcripts/01-a.json:1:2: NUL character (want text without it)",
		}},
		{"a transcript too big", withTranscript(strings.Repeat(" ", MaxTranscript+1)), []string{
			"transcripts/01-a.json:1:1: file too big (want at most 1048576 bytes)",
		}},
		{"a transcript of no lesson", map[string]string{"01-a.md": front, "transcripts/03-c.json": "{}", "transcripts/README": "x"}, []string{
			`transcripts/03-c.json:1:1: transcript without its lesson (want "03-c.md" beside the folder)`,
		}},
	})
}
