"""What a draft says on children, with an age and without one; and of bare items of data."""

import pytest
import yaml

from amana.domain.policy.parse import parse
from amana.reading import as_policy, read


@pytest.mark.parametrize(
    "text",
    [
        "Our service is not intended for children.",
        "We do not knowingly collect data from children.",
        "We keep data of children for 12 months.",
        "We have served children for 20 years.",
        "خدمتنا ليست موجهة للأطفال.",
        "لا نجمع بيانات القاصرين عن قصد.",
    ],
)
def test_a_promise_on_children_without_an_age_asks_for_it(text: str) -> None:
    """Its kind and its quote stand there; with the age and a name they are a promise."""
    reading = read(text.encode())
    assert reading.proposals[0].kinds[0] == "children"
    source, texts = as_policy(reading, service="x")
    assert not yaml.safe_load(source)["promises"]
    assert "# children: the sentence gives no age" in source
    lines = source.splitlines()
    at = lines.index("  # NAME:")
    filled = [line.replace("# ", "", 1).replace("AGE", "16") for line in lines[at : at + 3]]
    kept = [line.replace("promises: {}", "promises:") for line in lines[:at]]
    policy = parse("\n".join([*kept, *filled]).replace("NAME:", "P1:") + "\n", texts=texts)
    assert policy.promises["P1"].kind.name == "children"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Children under 13 may not register.", 13),
        ("You must be at least 18 years to register.", 18),
        ("لا يسمح لمن دون ١٦ عامًا بالتسجيل.", 16),
        ("يشترط أن يكون المستخدم قد بلغ ١٨ عامًا.", 18),
    ],
)
def test_an_age_that_is_said_is_taken(text: str, age: int) -> None:
    """It is asked for only where it is missing."""
    source, _ = as_policy(read(text.encode()), service="x")
    (promise,) = yaml.safe_load(source)["promises"].values()
    assert promise["children"] == age


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("# Data we collect\n\n- name\n- phone\n", ["name", "phone"]),
        ("# What data do we collect?\n\n- Phone\n- Address\n", ["phone", "address"]),
        ("We collect:\n\n- phone\n- name\n", ["phone", "name"]),
        ("# البيانات التي نجمعها\n\n- الاسم\n- الهاتف\n", ["name", "phone"]),
        ("نجمع ما يلي:\n\n- الهاتف\n- الاسم\n", ["phone", "name"]),
    ],
)
def test_a_bare_item_under_what_is_collected_is_a_collection(text: str, data: list[str]) -> None:
    """Of a phone too: no verification is said."""
    found = [p for p in read(text.encode()).proposals if p.slots.data]
    assert [(p.kinds[0], list(p.slots.data)) for p in found] == [("collect", [d]) for d in data]
