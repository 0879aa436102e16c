package site

// guidesPath is the path of the index of guides. Each guide has a page below this path.
const guidesPath = "/guides/"

// addGuides adds the pages of the guides and of their index.
func addGuides(jobs map[string]job, base page) {
	if len(base.Guides) == 0 {
		return
	}
	jobs[guidesPath] = job{"guides.tmpl", base.withTitle("Guides", "How to use Two Cups, for each kind of reader.")}
	for _, guide := range base.Guides {
		p := base.withTitle(guide.Title, guide.Summary)
		p.Guide, p.Outline = guide, outline(guide.Outline)
		jobs[guidesPath+guide.Slug] = job{"guide.tmpl", p}
	}
}
