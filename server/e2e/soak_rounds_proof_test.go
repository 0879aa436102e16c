//go:build proof

package e2e

// soakRounds is the number of rounds of the soak, which opens 100,000 connections in all.
const soakRounds = 2_000
