package site

import "html/template"

// icon is the icon of a page in a browser's tab: the two cups. For a page without an icon, a
// browser requests /favicon.ico. The icon has the colour of --server-half in tokens.css. The URL of
// an image can't use a custom property, so a test compares the two colours.
const icon template.HTML = `<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M1 4h5l-1 8H2zM10 4h5l-1 8h-3z' fill='%23b0562a'/%3E%3Cpath d='M5 8h6' stroke='%23b0562a'/%3E%3C/svg%3E">`
