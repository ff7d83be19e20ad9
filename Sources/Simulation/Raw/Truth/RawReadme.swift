/// The page beside a raw case: the story, the files, and the truth.
struct RawReadme {
  private let raw: RawCase

  init(_ raw: RawCase) { self.raw = raw }

  var text: String {
    """
    # A raw case, seed \(raw.seed)

    What an investigator gets: statements as nine banks export them, a PayPal activity download, three
    tables of a payment service. Everything is invented: people, firms, the payment service, numbers. The
    banks and PayPal exist; only their layouts are theirs. `tributary simulate --raw --seed \(raw.seed) -o
    folder` writes the same bytes.

    ## The story

    In the spring of 2021 somebody calls people in the United Kingdom and Ireland, says that their
    computer is full of errors, and sells them a "support plan" for GBP 185 or EUR 229. Six people pay,
    some of them again two months later: by card through PayPal, or by bank transfer through Mapleremit, a
    Canadian payment service. PayPal turns euro into pounds, holds one payment while it is disputed, and
    sends a part of it back. PayPal and Mapleremit pay out to two, then three accounts in India. These pass
    the money on to each other by IMPS, UPI and NEFT, and take it out as cash. Salaries, rent, supermarkets,
    groceries and interest stand beside it, and other customers who complain to nobody.

    ## The files

    | file | what it is |
    |---|---|
    | `files/barclays.csv`, `lloyds.csv`, `nationwide.csv`, `natwest.csv`, `aib.csv`, `starling.csv` | the statements of the six |
    | `files/paypal.csv` | the seller's PayPal account |
    | `files/mapleremit-users.csv`, `-transactions.csv`, `-withdrawals.csv` | three tables of the payment service |
    | `files/hdfc.csv`, `icici.csv`, `sbi.xls` | three accounts in India; the `.xls` is text with tabs |
    | `claims.csv` | what the six claim: rows of their own statements |
    | `accounts.csv` | who the six are, and who is behind the accounts at PayPal and Mapleremit; two statements do not name their account, so this file does |
    | `decisions.csv` | rows that are one payment though no number says so, and why |
    | `profiles/` | how the tables of the payment service are read |
    | `truth/` | what is true and no file shows |

    ## What makes it hard

    - \(twice) of \(raw.payments.count) payments stand in two files: at the victim's bank or an Indian bank, and
      at PayPal or the payment service or another Indian bank. Each must count once.
    - Payments through Mapleremit, and between the Indian accounts, carry one number in both files.
      Card payments through PayPal and its withdrawals carry none: the bank prints the day after, PayPal its
      own id. That they are one payment is a decision of a person.
    - Two payments of one amount on neighbouring days are not one. Nor are two rows that print PayPal's
      telephone number, or the branch code of one bank.

    ## The truth

    `truth/payments.csv` names every payment once, with all rows that show it. `truth/shared.csv` lists the
    accounts that money of two or more victims reaches. `truth/amounts.csv` says how much of which victim's
    money came to each account and stayed, first in, first out; what stood on an account before
    its statement begins leaves it first. `truth/statements.csv` says what each statement adds up to.

    """
  }

  private var twice: Int {
    raw.payments.count { Set($0.rows.map(\.file)).count > 1 }
  }
}
