# Two Cups is built by Go alone. The WebAssembly module, which the browser runs, goes
# into static/gen/, and the server embeds all files that it serves. .ci/need finds or
# installs the other programs that the tests need.

STATICCHECK := v0.8.2
GOVULNCHECK := v1.9.0
AXE_CORE    := 4.14.1
NPM_WS      := 8.23.0
SOCKET_IO   := 4.8.4

# How long each fuzz test runs, how long "make bench-socket" measures at a time, what
# "make run" hands to the server and "make bench-socket" to the comparison, and whose
# lessons "make transcripts" plays. TEST and PACKAGE say which test "make one" runs.
FUZZTIME  := 10s
BENCHTIME := 600ms
ARGS      :=
LESSONS   := lessons
TEST      :=
PACKAGE   := ./server/e2e

GEN   := static/gen
CACHE := .cache
PEERS := $(CACHE)/bench/ws-$(NPM_WS)-socket.io-$(SOCKET_IO)
SCRIPT_TOOLS := $(CACHE)/js/installed
CLIENT := $(CACHE)/socketio/socket.io-client-$(SOCKET_IO)
BUNDLE := $(GEN)/socket.io.min.js
WASM  := GOOS=js GOARCH=wasm

# The module with the compiler's knobs that make it smaller: without inlining
# (10 % less to load) and with the smaller garbage collector (2.5 % less). It has no build
# ID, because the random digits of an ID change the compressed size by up to a kilobyte.
# Then its data segments are joined (9 % less).
MODULE       := $(GEN)/twocups.wasm
MODULE_BUILD := $(WASM) GOEXPERIMENT=nogreenteagc go build -trimpath -ldflags='-s -w -buildid=' -gcflags=all=-l
MODULE_FILES := $(foreach file,$(MODULE) $(GEN)/wasm_exec.js,$(file) $(file).br $(file).gz)

# The module's sources, and its packages whose tests run under Node: the others need the page.
MODULE_SOURCES := go.mod go.sum $(shell find wasm lessons/play -name '*.go' ! -name '*_test.go')
MODULE_TESTED  := ./wasm/player/... ./lessons/play/...

# The tools that check the scripts of the pages and of the lessons. Their configuration and versions are in .ci/js.
NODE_BIN := $(CACHE)/js/node_modules/.bin
PRETTIER_STATIC  = $(NODE_BIN)/prettier --log-level warn --config $(CACHE)/js/prettier.static.json 'static/**/*.{js,ts}'
PRETTIER_LESSONS = $(NODE_BIN)/prettier --log-level warn --config $(CACHE)/js/prettier.lessons.json 'lessons/**/*.{js,mjs}'

# Whether Git knows the commit that bin/twocups is built from: twocups -version prints it.
COMMITTED = $(shell git rev-parse HEAD >/dev/null 2>&1 && echo true || echo false)

# Runs a js/wasm test: in Node, with an empty environment, because Go's loader accepts
# 12 KB of environment at most.
NODE = env -i "PATH=$(PATH)" $(shell go env GOROOT)/lib/wasm/go_js_wasm_exec

# The environment of the tests: the path of Chromium; npm's cache, for the projects of the
# lessons; axe-core, which audits accessibility; and the official client of Socket.IO.
BROWSER = CHROMIUM="$$(.ci/need chromium)" && export CHROMIUM npm_config_cache="$(CURDIR)/$(CACHE)/npm" && AXE="$(CURDIR)/$(CACHE)/axe.min.js" \
	SOCKET_IO_CLIENT="$(CURDIR)/$(CACHE)/socketio/node_modules"

.PHONY: help run build test one proof bench bench-socket lint format fuzz transcripts clean
.DELETE_ON_ERROR:

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

run: build ## build everything and start the server; ARGS="-addr :9000" is handed to it
	@exec bin/twocups $(ARGS)

build: $(MODULE_FILES) bundle ## build bin/twocups, the one self-contained binary
	CGO_ENABLED=0 go build -trimpath -buildvcs=$(COMMITTED) -o bin/twocups ./server

# Three tests run at a time also where there are two processors: in the browser they wait more than they compute.
test: checked $(MODULE_FILES) $(CACHE)/axe.min.js $(BUNDLE) ## run every check and every test, in the browser as well
	.ci/need cc node npm chromium
	$(WASM) go test -exec '$(NODE)' $(MODULE_TESTED)
	cd server/proof/bench && go test ./...
	go test -run Idle ./server/socket
	$(BROWSER) go test -race -timeout 40m -parallel 3 ./...

one: $(MODULE_FILES) $(CACHE)/axe.min.js $(BUNDLE) ## run one test: TEST=TestName, and PACKAGE=./server/app if it is not in server/e2e
	@[ -n "$(TEST)" ] || { echo "name a test: make one TEST=TestBrowserAFrameIsDrawnBitByBit" >&2; exit 1; }
	.ci/need node npm chromium
	$(BROWSER) go test -count=1 -v -run '^$(TEST)$$' $(PACKAGE)

proof: $(MODULE_FILES) $(BUNDLE) ## run the tests that need more than this repository: reverse proxies, Firefox, other versions of clients, hostile clients, a long soak
	.ci/need node npm chromium firefox nginx haproxy apache2 python3-websockets
	$(BROWSER) FIREFOX="$$(.ci/need firefox)" PATH="$$PATH:/usr/sbin" go test -tags proof -count=1 -p 1 -timeout 60m ./server/proof/...
	go test -tags proof -count=1 -timeout 60m -run TestNothingIsLeft ./server/e2e

bench: $(MODULE_FILES) $(CACHE)/axe.min.js ## print the figures of the guide for operators
	wc -c $(MODULE) $(MODULE).gz $(MODULE).br
	$(BROWSER) go test -p 1 -run '^$$' -bench . -timeout 30m ./...

bench-socket: build $(PEERS) ## compare the sockets with other servers; BENCHTIME=100ms is quick, ARGS=-h lists more
	cd server/proof/bench && go build -o $(CURDIR)/$(CACHE)/bench/ ./...
	$(CACHE)/bench/bench -time $(BENCHTIME) $(ARGS)

lint: checked ## check the code without running it, go.mod, known vulnerabilities, and how the lessons read
	go mod tidy -diff
	cd server/proof/bench && go mod tidy -diff
	.ci/vulncheck $(GOVULNCHECK)
	go run ./server/proof/readability

format: $(SCRIPT_TOOLS) ## format the Go files and the scripts
	gofmt -w lessons server static wasm
	$(PRETTIER_STATIC) --write
	$(PRETTIER_LESSONS) --write

fuzz: ## run every fuzz test for FUZZTIME (10s)
	.ci/fuzz $(FUZZTIME)
	cd server/proof/bench && $(CURDIR)/.ci/fuzz $(FUZZTIME)

transcripts: ## play the lessons and record their transcripts; LESSONS=folder plays those of another folder
	go test ./server/e2e -count=1 -run TestLessonsPlay -update -play="$(abspath $(LESSONS))"

clean: ## remove everything that was built and installed here
	rm -rf bin $(CACHE)
	find $(GEN) -type f ! -name README -delete

# The module, its loader and their compressed forms.

$(MODULE): Makefile $(MODULE_SOURCES) $(CACHE)/go-version
	$(MODULE_BUILD) -o $@ ./wasm
	go run ./wasm/build/joindata $@

$(GEN)/wasm_exec.js: $(CACHE)/go-version
	cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $@

%.br %.gz: %
	go run ./wasm/build/precompress $<

# The module and its loader must come from the same Go. This file changes with it.
$(CACHE)/go-version: always
	@mkdir -p $(CACHE)
	@go env GOVERSION | cmp -s - $@ || go env GOVERSION > $@

# The checks that read the code, for the server and for the module.

.PHONY: checked checked-scripts always
checked: $(CACHE)/staticcheck-$(STATICCHECK) checked-scripts
	.ci/formatted
	go vet ./...
	go vet -tags proof ./server/...
	$(WASM) go vet ./wasm/... ./lessons/play/...
	cd server/proof/bench && go vet ./... && $(CURDIR)/$< ./...
	$< ./...
	$(WASM) $< ./wasm/wsjs ./wasm/player ./lessons/play/...
	$(WASM) $< -checks inherit,-U1000 ./wasm # what the page calls (go:wasmexport) looks unused

# The scripts: their rules, their format ("make format" mends it) and their types.
checked-scripts: $(SCRIPT_TOOLS)
	! grep '"resolved"' .ci/js/package-lock.json # the addresses of a registry: npm install --omit-lockfile-registry-resolved
	$(NODE_BIN)/eslint --config $(CACHE)/js/eslint.config.js static lessons
	$(PRETTIER_STATIC) --check
	$(PRETTIER_LESSONS) --check
	$(NODE_BIN)/tsc --project $(CACHE)/js/tsconfig.static.json
	$(NODE_BIN)/tsc --project $(CACHE)/js/tsconfig.lessons.json

$(SCRIPT_TOOLS): $(wildcard .ci/js/*)
	.ci/need node npm
	@mkdir -p $(@D)
	cp .ci/js/* $(@D)
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund
	touch $@

$(CACHE)/staticcheck-$(STATICCHECK):
	GOBIN="$(CURDIR)/$(CACHE)" go install honnef.co/go/tools/cmd/staticcheck@$(STATICCHECK)
	mv $(CACHE)/staticcheck $@

$(CACHE)/axe.min.js: $(CACHE)/axe-core-$(AXE_CORE)
	cp $(CACHE)/node_modules/axe-core/axe.min.js $@

$(CACHE)/axe-core-$(AXE_CORE):
	.ci/need npm
	npm install --prefix $(CACHE) --no-save --no-package-lock --ignore-scripts --no-audit --no-fund axe-core@$(AXE_CORE)
	touch $@

# The official client of Socket.IO. The server serves it if npm was there for the build, and
# the tests play it against the server.

.PHONY: bundle
bundle:
	@mkdir -p $(CACHE); command -v npm >/dev/null && $(MAKE) --no-print-directory $(BUNDLE) >$(CACHE)/bundle.log 2>&1 || \
		echo "without the official client of Socket.IO: npm is missing, or has no network; all else works"

$(BUNDLE): $(CLIENT)
	cp $(CACHE)/socketio/node_modules/socket.io-client/dist/socket.io.min.js $@

$(CLIENT):
	.ci/need node npm
	npm install --prefix $(CACHE)/socketio --fetch-retries=1 --no-save --no-package-lock --ignore-scripts --no-audit --no-fund socket.io-client@$(SOCKET_IO)
	touch $@

# The servers for Node that bench-socket compares ours with, as npm installs them.
$(PEERS):
	.ci/need node npm
	npm install --prefix $(CACHE)/bench --no-save --no-package-lock --ignore-scripts --no-audit --no-fund ws@$(NPM_WS) socket.io@$(SOCKET_IO)
	touch $@
