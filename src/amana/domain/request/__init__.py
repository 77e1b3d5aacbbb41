"""Requests of people about their data: kinds, states, deadlines, proof of identity, fees."""
