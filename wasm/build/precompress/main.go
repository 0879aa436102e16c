// Precompress writes compressed forms of files beside them: name.br and name.gz, which
// package asset serves. The Makefile runs it on the WebAssembly module and its loader,
// since the server would need too long to compress the module at every start.
//
//	precompress FILE...
package main

import (
	"fmt"
	"os"

	"twocups/server/asset"
)

func main() {
	for _, name := range os.Args[1:] {
		if err := precompress(name); err != nil {
			fmt.Fprintln(os.Stderr, "precompress:", err)
			os.Exit(1)
		}
	}
}

func precompress(name string) error {
	body, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading the file to compress: %w", err)
	}
	for suffix, compressed := range asset.Precompress(body) {
		if err := os.WriteFile(name+suffix, compressed, 0o644); err != nil {
			return fmt.Errorf("writing a compressed file: %w", err)
		}
	}
	return nil
}
