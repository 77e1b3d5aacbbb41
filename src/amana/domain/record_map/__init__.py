"""The map file: what a service holds, each part with the data category that the policy declares."""
