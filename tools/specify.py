"""Write the generated parts of ``spec/policy-language``: run it after changing a form."""

import json
import sys
from pathlib import Path

from amana.domain.policy.reference import reference
from amana.domain.policy.schema import schema

SPEC = Path(__file__).parents[1] / "spec"
BEGIN = "<!-- begin: made by tools/specify.py -->\n"
END = "<!-- end: made by tools/specify.py -->\n"


def main() -> int:
    """Write the schema, and the tables between their marks."""
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    (SPEC / "policy-language.schema.json").write_text(text, encoding="utf-8")
    page = SPEC / "policy-language.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{reference()}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
