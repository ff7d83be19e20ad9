/// Words by which exports tell the direction of money, compared in capitals.
enum SideWords {
  static let out: Set<String> = [
    "DR", "DR.", "D", "DB", "DBT", "DBIT", "DEBIT", "DEBITS", "DEBET", "DEBIT CARD", "OUT",
    "MONEY OUT", "PAID OUT",
    "OUTGOING", "OUTFLOW", "WITHDRAWAL", "WITHDRAWALS", "W", "WD", "SOLL", "S", "LASTSCHRIFT",
    "BELASTUNG", "AUSGANG", "AF", "UIT", "DÉBIT", "DÉBITO", "DEBITO", "CARGO", "EGRESO", "DARE",
    "ADDEBITO", "USCITA", "UT", "UTTAG", "OBCIĄŻENIE", "WN", "BORÇ", "SENT", "DEDUCTION", "-",
    "\u{2212}", "EXPENSE",
    "支出", "出金", "借",
  ]

  static let `in`: Set<String> = [
    "CR", "CR.", "C", "CRDT", "CREDIT", "CREDITS", "CDT", "KREDIT", "IN", "MONEY IN", "PAID IN",
    "INCOMING", "INFLOW", "DEPOSIT", "DEPOSITS", "HABEN", "H", "GUTSCHRIFT", "EINGANG", "BIJ",
    "CRÉDIT", "CRÉDITO", "CREDITO", "ABONO", "INGRESO", "AVERE", "ACCREDITO", "ENTRATA", "INN",
    "INSÄTTNING", "UZNANIE", "MA", "ALACAK", "RECEIVED", "+", "INCOME", "收入", "入金", "贷",
  ]
}
