package main

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"twocups/server/course"
)

// What a reader takes: words a minute of a text that is to be understood, lines a minute
// of code, and minutes for a step that is taken, a program that is tried, one that is played
// with for each who shares it, a project that is downloaded and run, a task that is solved, a
// question that is thought about.
const (
	wordsAMinute    = 200
	linesAMinute    = 30
	minutesAStep    = 0.25
	minutesAProgram = 1
	minutesAClient  = 1
	minutesAProject = 4
	minutesATask    = 4
	minutesAnAsked  = 0.5
)

// measure is what can be counted of a lesson.
type measure struct {
	words, sentences, syllables, lines int
	minutes                            float64 // that it takes, by the constants above
}

// measured counts a lesson's prose, the lines of its listings, and what there is to do in it.
func measured(l *course.Lesson) measure {
	var m measure
	for _, piece := range l.Prose() {
		m.add(plain(string(piece)))
		for _, code := range listing.FindAllString(string(piece), -1) {
			m.lines += strings.Count(code, "\n")
		}
	}
	m.minutes = float64(m.words)/wordsAMinute + float64(m.lines)/linesAMinute
	for _, part := range l.Body {
		switch {
		case part.Block != nil:
			m.minutes += minutesAStep * float64(len(part.Block.Steps))
		case part.Program != nil:
			m.minutes += minutesAProgram + minutesAClient*float64(len(part.Program.Clients))
		case part.Project != nil:
			m.minutes += minutesAProject
		case part.Task != nil:
			m.minutes += minutesATask
		case part.Quiz != nil:
			m.minutes += minutesAnAsked * float64(len(part.Quiz.Questions))
		}
	}
	return m
}

// grade is the Flesch–Kincaid grade level: in which year of an American school such a
// text is read with ease.
func (m measure) grade() float64 {
	words := float64(max(m.words, 1))
	return 0.39*words/float64(max(m.sentences, 1)) + 11.8*float64(m.syllables)/words - 15.59
}

var (
	listing = regexp.MustCompile(`(?s)<figure.*?</figure>`)
	ends    = regexp.MustCompile(`</(p|li|h[2-6]|td|th)>|<br>`) // of what is a sentence of its own
	tag     = regexp.MustCompile(`<[^>]*>`)
)

// plain returns the text of HTML, without listings, with a full stop where a block ends.
func plain(text string) string {
	text = listing.ReplaceAllString(text, " ")
	text = ends.ReplaceAllString(text, ". ")
	return html.UnescapeString(tag.ReplaceAllString(text, ""))
}

// add counts a text.
func (m *measure) add(text string) {
	before := m.words
	open := false // a sentence has words and no end yet
	for _, word := range strings.Fields(text) {
		if strings.ContainsFunc(word, unicode.IsLetter) {
			m.words++
			m.syllables += syllables(word)
			open = true
		}
		if open && strings.ContainsAny(word[len(word)-1:], ".!?:") {
			m.sentences++
			open = false
		}
	}
	if open && m.words > before {
		m.sentences++
	}
}

// syllables counts groups of vowels, a silent e at the end aside: right for most
// English words, and wrong for few by more than one.
func syllables(word string) int {
	count, vowel := 0, false
	letters := strings.TrimFunc(strings.ToLower(word), func(c rune) bool { return !unicode.IsLetter(c) })
	for _, c := range letters {
		is := strings.ContainsRune("aeiouy", c)
		if is && !vowel {
			count++
		}
		vowel = is
	}
	if strings.HasSuffix(letters, "e") && !strings.HasSuffix(letters, "le") {
		count--
	}
	return max(count, 1)
}
