#!/usr/bin/env python3
"""Writes a seeded camt.053 statement of about a number of megabytes: make.py FILE MEGABYTES

All names, accounts and amounts are invented. The balances close.
"""
import random
import sys

path, size = sys.argv[1], int(sys.argv[2]) * 1_000_000
random.seed(23)


def iban(number):
    body = f"ABNA{number:010d}"
    digits = "".join(str(int(letter, 36)) for letter in body + "NL00")
    return f"NL{98 - int(digits) % 97:02d}{body}"


accounts = [iban(400_000_000 + 7919 * number) for number in range(20_000)]
balance = 1_000_000_00
entries = []
written = number = 0
with open(path, "w") as out:
    head = ('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>'
            f'<GrpHdr><MsgId>M1</MsgId></GrpHdr>\n<Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><Acct><Id><IBAN>{iban(417_164_300)}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n')

    def bal(code, amount):
        return (f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{abs(amount) / 100:.2f}</Amt>'
                f'<CdtDbtInd>{"DBIT" if amount < 0 else "CRDT"}</CdtDbtInd><Dt><Dt>2024-01-01</Dt></Dt></Bal>\n')

    out.write(head + bal("OPBD", balance))
    while written < size:
        number += 1
        cents = random.randint(100, 500_000)
        credit = random.random() < 0.5
        balance += cents if credit else -cents
        party = "Dbtr" if credit else "Cdtr"
        day = 1 + number * 330 // (size // 900 + 1)
        month = min(12, 1 + day // 28)
        entry = (
            f'<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="EUR">{cents / 100:.2f}</Amt><CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>'
            f'<Sts>BOOK</Sts><BookgDt><Dt>2024-{month:02d}-{1 + day % 28:02d}</Dt></BookgDt><ValDt><Dt>2024-{month:02d}-{1 + day % 28:02d}</Dt></ValDt>'
            f'<AcctSvcrRef>24{number:010d}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n'
            f'<NtryDtls><TxDtls><Refs><EndToEndId>E2E-{number}</EndToEndId></Refs><RltdPties><{party}><Nm>Party {number % 20_000}</Nm></{party}>'
            f'<{party}Acct><Id><IBAN>{random.choice(accounts)}</IBAN></Id></{party}Acct></RltdPties><RmtInf><Ustrd>invoice {number} of the month</Ustrd></RmtInf>'
            '</TxDtls></NtryDtls></Ntry>\n')
        written += len(entry)
        out.write(entry)
    out.write(bal("CLBD", balance) + "</Stmt></BkToCstmrStmt></Document>\n")
