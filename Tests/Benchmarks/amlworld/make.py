#!/usr/bin/env python3
"""Write a CSV of the shape of IBM's AMLWorld transactions, of any size.

    python3 make.py FILE [ROWS]        5,000,000 rows (about 460 MB) where no number is given

515,000 accounts at 30,000 banks, some paying far more than others; eighteen days; 15 currencies; one
payment in eight is an account's own reinvestment, one in fifty crosses currencies. The shape is that of the
published data (columns, widths, repeated header name, rows in time order); the content is random.
Seeded; the same number of rows gives the same bytes.
"""

import sys
from random import Random

HEADER = ("Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,"
          "Amount Paid,Payment Currency,Payment Format,Is Laundering\n")
CURRENCIES = ["US Dollar", "Euro", "Swiss Franc", "Yuan", "Shekel", "Rupee", "UK Pound", "Ruble", "Yen", "Bitcoin",
              "Canadian Dollar", "Australian Dollar", "Mexican Peso", "Saudi Riyal", "Brazil Real"]
FORMATS = ["Cheque", "Credit Card", "ACH", "Cash", "Wire", "Bitcoin"]
ACCOUNTS, BANKS, MINUTES = 515_000, 30_000, 18 * 24 * 60


def main() -> None:
    path = sys.argv[1]
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000_000
    random = Random(20220901)
    draw = random.random
    accounts = []
    for number in range(ACCOUNTS):
        bank = int(BANKS * draw() ** 3)
        accounts.append(f"{bank:03d},{0x8000EBD30 + number * 4099:X}" if bank < 1000 else
                        f"{bank:06d},{0x8000EBD30 + number * 4099:X}")
    moments = [f"2022/09/{1 + minute // 1440:02d} {minute // 60 % 24:02d}:{minute % 60:02d}" for minute in range(MINUTES)]
    with open(path, "w", encoding="ascii", newline="") as out:
        out.write(HEADER)
        block = []
        for row in range(rows):
            payer = int(ACCOUNTS * draw() ** 4)
            reinvests = draw() < 0.125
            payee = payer if reinvests else int(ACCOUNTS * draw() ** 1.5)
            cents = int(10 ** (2 + 5 * draw()))
            currency = CURRENCIES[payer % 15 if payer % 3 else 0]
            if currency == "Bitcoin":
                paid = f"{cents // 100000}.{cents % 100000:05d}0"
            elif currency == "Yen":
                paid = f"{cents // 100}.00"
            else:
                paid = f"{cents // 100}.{cents % 100:02d}"
            received, receiving = paid, currency
            if not reinvests and draw() < 0.02:
                receiving, received = "Euro", f"{cents // 113}.{cents % 100:02d}"
            form = "Reinvestment" if reinvests else FORMATS[int(6 * draw())]
            block.append(f"{moments[row * MINUTES // rows]},{accounts[payer]},{accounts[payee]},{received},{receiving},"
                         f"{paid},{currency},{form},{'1' if draw() < 0.001 else '0'}\n")
            if len(block) == 100_000:
                out.write("".join(block))
                block.clear()
        out.write("".join(block))


if __name__ == "__main__":
    main()
