#!/usr/bin/env python3
"""Write a busy ledger with many processors and a planted answer, and show what plain searches make of it.

    python3 make.py DIRECTORY              write transfers.csv, accounts.csv, claims.csv and planted.json
    python3 make.py DIRECTORY --figures    also print how many accounts each way of searching reports

200,000 transfers, 18,768 accounts, 40 processors. Twenty victims have one claimed payment each, into nine processors,
and each is paid on by a recorded link. Most other receipts of the processors are paid on by recorded link as well.
Seeded; only `Random.random()` is drawn from, so the same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

TRANSFERS, ACCOUNTS, PROCESSORS, VICTIMS, VICTIM_PROCESSORS = 200_000, 18_768, 40, 20, 9
START, DAYS = datetime(2010, 3, 1), 20
MINUTES = DAYS * 24 * 60
NO_LINK = -1


@dataclass
class Transfer:
    """One movement; `link` is the number of the receipt that it pays on, numbered as made."""

    minute: int
    payer: str
    payee: str
    pence: int
    link: int = NO_LINK
    victim: int = NO_LINK


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def make(seed: int, customers: int) -> list[Transfer]:
    """The transfers, unsorted; links point into the list."""
    rng = Random(seed)
    rows: list[Transfer] = []
    processors = [f"processor-{n:02d}" for n in range(1, PROCESSORS + 1)]
    planted(rng, rows, processors)
    mules = len({row.payee for row in rows if row.payee.startswith("mule-")})
    sinks = len({row.payee for row in rows if row.payee.startswith("sink-")})
    ordinary = [f"a{n:05d}" for n in range(1, ACCOUNTS - PROCESSORS - VICTIMS - mules - sinks + 1)]
    # One account in eight only pays: nothing ever reaches it.
    receivers = [name for n, name in enumerate(ordinary) if n % 8]
    weights = list(accumulate((n + 20) ** -0.55 for n in range(len(receivers))))

    def payee() -> str:
        return receivers[bisect(weights, rng.random() * weights[-1])]

    for name in ordinary:  # everybody pays at least once
        rows.append(Transfer(between(rng, 0, MINUTES - 1), name, payee(), between(rng, 100, 90_000)))
    for name in receivers:  # and each receiver is paid at least once
        payer = ordinary[int(rng.random() * len(ordinary))]
        rows.append(Transfer(between(rng, 0, MINUTES - 1), payer, name, between(rng, 100, 90_000)))
    for _ in range(customers):  # customers of the processors; one payout in eight carries no link
        processor = processors[int(rng.random() ** 2 * PROCESSORS)]
        minute = between(rng, 0, MINUTES - 4_000)
        pence = between(rng, 500, 60_000)
        rows.append(Transfer(minute, ordinary[int(rng.random() * len(ordinary))], processor, pence))
        link = len(rows) - 1 if rng.random() < 0.875 else NO_LINK
        paid = pence - pence * 3 // 100
        rows.append(Transfer(minute + between(rng, 30, 3_900), processor, payee(), paid, link))
    shops = sorted({row.payee for row in rows if row.payee.startswith(("mule-", "sink-"))})
    for shop in shops:  # the mules and sinks have many ordinary payers, so neither shape nor count gives them away
        for _ in range(between(rng, 20, 60)):
            payer = ordinary[int(rng.random() * len(ordinary))]
            rows.append(Transfer(between(rng, 0, MINUTES - 1), payer, shop, between(rng, 100, 90_000)))
    for n in range(VICTIMS):  # the victims' ordinary life, not claimed
        for _ in range(10):
            rows.append(Transfer(between(rng, 0, MINUTES - 1), f"victim-{n + 1:02d}", payee(), between(rng, 300, 9_000)))
    while len(rows) < TRANSFERS:
        payer = ordinary[int(rng.random() ** 1.6 * len(ordinary))]
        target = payee()
        if target != payer:
            rows.append(Transfer(between(rng, 0, MINUTES - 1), payer, target, between(rng, 100, 90_000)))
    return rows


def planted(rng: Random, rows: list[Transfer], processors: list[str]) -> None:
    """Claims, their payouts to twelve mules, and what the mules pay on to five sinks.

    Mules 1 to 8 serve two victims each, 9 to 12 one each. Sink 1 is paid by mules 1 to 4, sink 2 by 5 to 8, sink 3 by
    8 to 12, sink 4 by mule 9 alone (so it belongs to one victim), and sink 5 by mule 1 before any claim was paid.
    """
    used = [processors[n * 4] for n in range(VICTIM_PROCESSORS)]
    last_payout: dict[int, int] = defaultdict(int)
    for n in range(VICTIMS):
        mule = n % 8 if n < 16 else n - 8
        minute = between(rng, 1_440, MINUTES // 4)
        rows.append(Transfer(minute, f"victim-{n + 1:02d}", used[n % VICTIM_PROCESSORS], 18_500, victim=n))
        link = len(rows) - 1
        payout = minute + between(rng, 1_440, 4_320)
        rows.append(Transfer(payout, used[n % VICTIM_PROCESSORS], f"mule-{mule + 1:02d}", 17_851, link))
        last_payout[mule] = max(last_payout[mule], payout)
    duties = {1: (0, 1, 2, 3), 2: (4, 5, 6, 7), 3: (7, 8, 9, 10, 11), 4: (8,)}
    for sink, paying in duties.items():
        for mule in paying:
            minute = last_payout[mule] + between(rng, 600, 4_000)
            rows.append(Transfer(minute, f"mule-{mule + 1:02d}", f"sink-{sink}", between(rng, 15_000, 30_000)))
    rows.append(Transfer(700, "mule-01", "sink-5", 12_000))


def in_order(rows: list[Transfer]) -> list[int]:
    return sorted(range(len(rows)), key=lambda number: (rows[number].minute, number))


def text_id(rank: int) -> str:
    return f"t{rank:06d}"


def write(rows: list[Transfer], directory: Path) -> None:
    """The canonical files, in time order."""
    directory.mkdir(parents=True, exist_ok=True)
    order = in_order(rows)
    rank = {number: place for place, number in enumerate(order, 1)}

    def save(name: str, lines: list[list[str]]) -> None:
        with (directory / name).open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n").writerows(lines)

    def line(number: int) -> list[str]:
        row = rows[number]
        moment = (START + timedelta(minutes=row.minute)).isoformat() + "Z"
        amount = f"{row.pence // 100}.{row.pence % 100:02d}"
        link = "" if row.link == NO_LINK else text_id(rank[row.link])
        return [text_id(rank[number]), moment, row.payer, row.payee, amount, "GBP", link]

    header = ["id", "time", "from", "to", "amount", "currency", "link"]
    save("transfers.csv", [header] + [line(number) for number in order])
    processors = [[f"processor-{n:02d}", "processor", "yes"] for n in range(1, PROCESSORS + 1)]
    victims = [[f"victim-{n:02d}", "victim", "no"] for n in range(1, VICTIMS + 1)]
    save("accounts.csv", [["account", "role", "pooled"]] + processors + victims)
    claims = [[text_id(rank[number])] for number in order if rows[number].victim != NO_LINK]
    save("claims.csv", [["claim"]] + claims)
    found = along_links(rows)
    shared = {key: bits for key, bits in found.items() if bits.bit_count() >= 2}
    ranked = sorted(shared.items(), key=lambda item: (-item[1].bit_count(), item[0]))
    answer = {
        "sharedByTwoOrMore": len(shared),
        "reachedByOneOrMore": len(found),
        "accounts": [
            {"account": key, "victims": bits.bit_count(),
             "victimAccounts": [f"victim-{n + 1:02d}" for n in range(VICTIMS) if bits >> n & 1]}
            for key, bits in ranked
        ],
        "reachedByOneOnly": sorted(set(found) - set(shared)),
    }
    (directory / "planted.json").write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")


# Each search below gives, by account, the victims who reach it, as bits. Processors are not findings and are left out.


def findings(bits: dict[str, int]) -> dict[str, int]:
    result = {}
    for key, value in bits.items():
        if key.startswith("victim-"):
            value &= ~(1 << int(key[-2:]) - 1)
        if value and not key.startswith("processor-"):
            result[key] = value
    return result


def along_links(rows: list[Transfer]) -> dict[str, int]:
    """In time order; what leaves a processor carries only what its recorded receipt carried."""
    at: dict[str, int] = defaultdict(int)
    on = [0] * len(rows)
    for number in in_order(rows):
        row = rows[number]
        carried = 1 << row.victim if row.victim != NO_LINK else 0
        if row.payer.startswith("processor-"):
            carried |= on[row.link] if row.link != NO_LINK else 0
        else:
            carried |= at[row.payer]
        on[number] = carried
        at[row.payee] |= carried
    return findings(at)


def in_time(rows: list[Transfer]) -> dict[str, int]:
    """In time order, through processors as through any account."""
    at: dict[str, int] = defaultdict(int)
    for number in in_order(rows):
        row = rows[number]
        at[row.payee] |= at[row.payer] | (1 << row.victim if row.victim != NO_LINK else 0)
    return findings(at)


def plain(rows: list[Transfer]) -> dict[str, int]:
    """Without time: breadth first from where each claimed payment went."""
    payees: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        payees[row.payer].add(row.payee)
    at: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.victim == NO_LINK:
            continue
        seen, layer = {row.payee}, [row.payee]
        while layer:
            layer = [payee for account in layer for payee in payees[account]]
            layer = [payee for payee in dict.fromkeys(layer) if payee not in seen]
            seen.update(layer)
        for account in seen:
            at[account] |= 1 << row.victim
    return findings(at)


def figures(rows: list[Transfer]) -> None:
    for name, found in (
        ("plain graph search, no time", plain(rows)),
        ("time order, processors as ordinary", in_time(rows)),
        ("recorded links at processors", along_links(rows)),
    ):
        counts = [bits.bit_count() for bits in found.values()]
        two, everyone = sum(n >= 2 for n in counts), sum(n == VICTIMS for n in counts)
        print(f"{name:<36}reached {len(counts):>6}   by 2 or more {two:>6}   by all {VICTIMS} {everyone:>6}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a busy ledger with many processors and a planted answer.")
    parser.add_argument("directory", type=Path, help="where the files go")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--customers", type=int, default=9_000, help="how many payments other than claims the processors pass on")
    parser.add_argument("--figures", action="store_true", help="print what each way of searching reports")
    arguments = parser.parse_args()
    rows = make(arguments.seed, arguments.customers)
    write(rows, arguments.directory)
    if arguments.figures:
        figures(rows)


if __name__ == "__main__":
    main()
