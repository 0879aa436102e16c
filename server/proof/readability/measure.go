package main

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"twocups/server/course"
)

// The pace of a reader who reads carefully.
const (
	wordsPerMinute     = 200
	linesPerMinute     = 30   // of code
	minutesPerStep     = 0.25 // of a ws block
	minutesPerProgram  = 1
	minutesPerClient   = 1 // of a program
	minutesPerProject  = 4 // to download and run it
	minutesPerTask     = 4
	minutesPerQuestion = 0.5 // of a quiz
)

// measure holds the counts of a lesson.
type measure struct {
	words, sentences, syllables, lines int     // lines of code
	minutes                            float64 // for the whole lesson, at the pace above
}

// measureLesson counts a lesson's prose, the lines of its listings, and its exercises.
func measureLesson(l *course.Lesson) measure {
	var m measure
	for _, piece := range l.Prose() {
		m.add(plain(string(piece)))
		for _, code := range listing.FindAllString(string(piece), -1) {
			m.lines += strings.Count(code, "\n")
		}
	}
	m.minutes = float64(m.words)/wordsPerMinute + float64(m.lines)/linesPerMinute
	for _, part := range l.Body {
		switch {
		case part.Block != nil:
			m.minutes += minutesPerStep * float64(len(part.Block.Steps))
		case part.Program != nil:
			m.minutes += minutesPerProgram + minutesPerClient*float64(len(part.Program.Clients))
		case part.Project != nil:
			m.minutes += minutesPerProject
		case part.Task != nil:
			m.minutes += minutesPerTask
		case part.Quiz != nil:
			m.minutes += minutesPerQuestion * float64(len(part.Quiz.Questions))
		}
	}
	return m
}

// grade returns the Flesch–Kincaid grade level: the year of an American school in which
// pupils read the text with ease.
func (m measure) grade() float64 {
	words := float64(max(m.words, 1))
	return 0.39*words/float64(max(m.sentences, 1)) + 11.8*float64(m.syllables)/words - 15.59
}

var (
	listing  = regexp.MustCompile(`(?s)<figure.*?</figure>`)
	blockEnd = regexp.MustCompile(`</(p|li|h[2-6]|td|th)>|<br>`)
	tag      = regexp.MustCompile(`<[^>]*>`)
)

// plain returns the text of HTML. It leaves out listings, and adds a full stop at the end of each
// block.
func plain(text string) string {
	text = listing.ReplaceAllString(text, " ")
	text = blockEnd.ReplaceAllString(text, ". ")
	return html.UnescapeString(tag.ReplaceAllString(text, ""))
}

// add adds the counts of a text.
func (m *measure) add(text string) {
	before := m.words
	open := false // whether a sentence has words and no end yet
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

// syllables counts groups of vowels, except a silent e at the end. The count is right for most
// English words, and wrong by more than one for few words.
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
