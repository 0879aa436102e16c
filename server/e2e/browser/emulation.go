package browser

import (
	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Resize sets the width and the height of the tab's viewport, in CSS pixels.
func (tab *Tab) Resize(width, height int64) {
	tab.T.Helper()
	CallDevTools(tab.Document, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// EmulatePhone makes the tab behave as on a phone: with a viewport of this width and height in
// CSS pixels, with three device pixels for each CSS pixel, and with touch.
func (tab *Tab) EmulatePhone(width, height int64) {
	tab.T.Helper()
	CallDevTools(tab.Document, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 3, Mobile: true})
	CallDevTools(tab.Document, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true})
	tab.touch = true
}

// EmulateMedia emulates the medium "screen" or "print", on a system that prefers the color scheme
// "light" or "dark".
func (d Document) EmulateMedia(medium, colorScheme string) {
	d.T.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colorScheme}}
	CallDevTools(d, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: features})
}

// EmulateReducedMotion emulates a system that prefers reduced motion. The page then scrolls to
// the focus at once.
func (tab *Tab) EmulateReducedMotion() {
	tab.T.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	CallDevTools(tab.Document, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
}

// DisableScripts disables JavaScript in every page that the tab opens from now on.
func (tab *Tab) DisableScripts() {
	tab.T.Helper()
	CallDevTools(tab.Document, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// SetOffline makes the browser report to the tab that the network is gone, or that it is
// back. Connections that are open stay open.
func (tab *Tab) SetOffline(offline bool) {
	tab.T.Helper()
	CallDevTools(tab.Document, network.OverrideNetworkState,
		network.OverrideNetworkStateParams{Offline: offline, DownloadThroughput: -1, UploadThroughput: -1})
}

// SaveDownloads makes the browser save what the tab downloads, without asking, and returns
// the folder. The folder is removed at the end of the test.
func (tab *Tab) SaveDownloads() string {
	tab.T.Helper()
	folder := tab.T.TempDir()
	CallDevTools(tab.Document, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior:         cdpbrowser.SetDownloadBehaviorBehaviorAllow,
		BrowserContextID: chromedp.FromContext(tab.Context).BrowserContextID,
		DownloadPath:     folder,
	})
	return folder
}
