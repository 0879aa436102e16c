package site

// guides is the path of the index of guides, below which each has its page.
const guides = "/guides/"

// addGuides adds the pages of the guides and of their index.
func addGuides(jobs map[string]job, base page) {
	if len(base.Guides) == 0 {
		return
	}
	jobs[guides] = job{"guides.tmpl", base.titled("Guides", "How to use Two Cups, for each kind of reader.")}
	for _, guide := range base.Guides {
		p := base.titled(guide.Title, guide.Summary)
		p.Guide, p.Outline = guide, outline(guide.Outline)
		jobs[guides+guide.Slug] = job{"guide.tmpl", p}
	}
}
