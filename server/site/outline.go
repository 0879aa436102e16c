package site

import "twocups/server/course"

// outlineEntry is a section of a lesson with its subsections.
type outlineEntry struct {
	course.Heading
	Sections []course.Heading
}

// outline puts each third-level heading under the second-level heading before it.
func outline(headings []course.Heading) []outlineEntry {
	var list []outlineEntry
	for _, h := range headings {
		if h.Level > 2 && len(list) > 0 {
			last := &list[len(list)-1]
			last.Sections = append(last.Sections, h)
			continue
		}
		list = append(list, outlineEntry{Heading: h})
	}
	return list
}
