"""Write the generated parts of ``spec``: run it after changing a form of policies or maps."""

import json
import sys
from pathlib import Path

from amana.domain.policy.reference import reference
from amana.domain.policy.schema import schema
from amana.domain.record_map.schema import schema as map_schema

SPEC = Path(__file__).parents[1] / "spec"
BEGIN = "<!-- begin: made by tools/specify.py -->\n"
END = "<!-- end: made by tools/specify.py -->\n"


def main() -> int:
    """Write the schemas, and the tables between their marks."""
    for name, made in (("policy-language", schema()), ("map-language", map_schema())):
        text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
        (SPEC / f"{name}.schema.json").write_text(text, encoding="utf-8")
    page = SPEC / "policy-language.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{reference()}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
