//go:build proof

package e2e

// soakRounds is how often the visitors of the soak come: 100,000 connections.
const soakRounds = 2_000
