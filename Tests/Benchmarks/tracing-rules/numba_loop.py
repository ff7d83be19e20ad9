"""One proportional pass in floating point, compiled by Numba, beside `measure proportional` on the same ledger.

numba_loop.py MEASURE TRANSFERS: the loop keeps twenty floats and a balance an account, and takes the same decisions: payments
of claimants enter, accounts that pay more than they had get the least opening balance. Every figure of ours is compared with
the float, and the program fails where ours takes more than four times as long.
"""
import subprocess
import sys
import time

import numpy as np
from numba import njit

MOST = 4.0


@njit(cache=False)
def ledger(count, accounts):
    state = np.uint64(20220901)
    payer = np.empty(count, np.int32)
    payee = np.empty(count, np.int32)
    amount = np.empty(count, np.int64)
    for number in range(count):
        draws = np.empty(4, np.float64)
        for place in range(4):
            state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
            draws[place] = np.float64(state >> np.uint64(11)) / 9007199254740992.0
        one, other = draws[0], draws[1]
        payer[number] = int(accounts * (one * one * one * one))
        payee[number] = int(accounts * (np.sqrt(other) * other))
        amount[number] = 100 + int(draws[2] * draws[3] * 9999900)
    return payer, payee, amount


@njit(cache=False)
def openings(payer, payee, amount, is_source, accounts):
    now = np.zeros(accounts, np.int64)
    lowest = np.zeros(accounts, np.int64)
    for number in range(payer.size):
        place = payer[number]
        if not is_source[place]:
            now[place] -= amount[number]
            if now[place] < lowest[place]:
                lowest[place] = now[place]
        now[payee[number]] += amount[number]
    return -lowest


@njit(cache=False)
def follow(payer, payee, amount, is_source, claim, opening, claims):
    total = opening.astype(np.float64)
    held = np.zeros((opening.size, claims), np.float64)
    holds = np.zeros(opening.size, np.bool_)
    for number in range(payer.size):
        source, target, units = payer[number], payee[number], np.float64(amount[number])
        if is_source[source]:
            if claim[number] >= 0:
                held[target, claim[number]] += units
                holds[target] = True
        else:
            if holds[source]:
                part = units / total[source]
                for label in range(claims):
                    moved = held[source, label] * part
                    held[source, label] -= moved
                    held[target, label] += moved
                holds[target] = True
            total[source] -= units
        total[target] += units
    return held


def main():
    measure, count = sys.argv[1], int(sys.argv[2])
    accounts = max(100, count // 10)
    payer, payee, amount = ledger(count, accounts)
    is_source = np.zeros(accounts, np.bool_)
    claim = np.full(count, -1, np.int32)
    numbers = {}
    for number in range(count):
        if len(numbers) == 20:
            break
        if payer[number] != payee[number] and not is_source[payer[number]]:
            is_source[payer[number]] = True
            claim[number] = len(numbers)
            numbers[number] = len(numbers)
    best = float("inf")
    for _ in range(4):  # The first run compiles.
        began = time.process_time()
        held = follow(
            payer, payee, amount, is_source, claim, openings(payer, payee, amount, is_source, accounts),
            len(numbers))
        best = min(best, time.process_time() - began)
    ours = subprocess.run([measure, "proportional", str(count)], capture_output=True, text=True, check=True)
    head, _, body = ours.stdout.partition("figures\n")
    print(head.rstrip())
    seconds = float(head.split("pass: processor ")[1].split()[0])
    apart, compared = 0.0, 0
    for line in body.splitlines():
        account, position, units = line.split()[:3]
        value = held[int(account.removeprefix("acct-")), numbers[int(position)]]
        apart = max(apart, abs(value - int(units)))
        compared += 1
    print(f"Numba: processor {best:.3f} s; {int((held > 0).sum())} figures")
    print(f"our pass takes {seconds / best:.2f} times as long; {compared} figures compared, at most {apart:.4f} units apart")
    if seconds > MOST * best:
        sys.exit(f"more than {MOST} times as long")


main()
