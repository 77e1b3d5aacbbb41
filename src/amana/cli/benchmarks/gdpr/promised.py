"""The policy and the map under which the benchmark's records are kept."""

from amana.cli.benchmarks.gdpr.records import (
    CHOICES,
    LASTING,
    Size,
    campaign,
    campaigns_of,
    lasting,
)


def policy_of(service: str, size: Size) -> str:
    """Return a policy that promises what the personas do."""
    named = [lasting(n) for n in range(LASTING)]
    named += [campaign(n) for n in range(campaigns_of(size))]
    purposes = "\n".join(
        f'  {name}: {{is: "dpv:ServiceOptimisation", basis: legitimate_interest, '
        f'name: {{en: "{name}"}}}}'
        for name in named
    )
    others = [f"{kind}_{n}" for kind in ("recipient", "source") for n in range(CHOICES)]
    recipients = "\n".join(
        f'  {name}: {{kind: service_providers, name: {{en: "{name}"}}, safeguards: [contract]}}'
        for name in others
    )
    every = ", ".join(named)
    occasions = ", ".join(f"access_{n}" for n in range(CHOICES))
    sources = ", ".join(f"source_{n}" for n in range(CHOICES))
    data = "\n".join(
        f'  category_{n}: {{is: "pd:Opinion", name: {{en: "category {n}"}}}}'
        for n in range(CHOICES)
    )
    categories = ", ".join(f"category_{n}" for n in range(CHOICES))
    return f"""amana: 1
service: {service}
title: {{en: "Benchmark"}}
controller: {{name: {{en: "Bench"}}, email: privacy@bench.example}}
languages: [en]
data:
{data}
purposes:
{purposes}
recipients:
{recipients}
promises:
  P1:
    collect: [{categories}]
    from: third-party
    at: [{occasions}]
    source: [{sources}]
    corrects: true
    for: [{every}]
  P2: {{use: [{categories}], for: [{every}]}}
"""


def map_of(service: str) -> str:
    """Return the map: one type of record for each category."""
    types = "\n".join(
        f"  category_{n}: {{fields: {{data: {{is: category_{n}, type: text}}}}, key: own}}"
        for n in range(CHOICES)
    )
    return f"amana: 1\nservice: {service}\nrecords:\n{types}\n"
