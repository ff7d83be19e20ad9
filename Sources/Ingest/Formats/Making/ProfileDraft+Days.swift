/// The column of the day on which a payment was made, among others of dates.
extension ProfileDraft {
  /// Parts of names that mean the day of a payment, beside the usual names.
  private static let paymentDays = [
    "paymentdate", "datepaid", "paiddate", "dateofpayment", "paidon", "executiondate",
    "executeddate", "dateexecuted", "transactiontime", "transactiondate", "txntime", "txndate",
    "zahldatum", "zahlungsdatum", "zahlungstag", "ausführungsdatum", "ausführungstag",
    "datedepaiement", "datepaiement", "datedexécution", "fechadepago", "fechapago",
    "fechadeejecución", "datapagamento", "datadipagamento", "datadepagamento", "dataesecuzione",
    "betaaldatum", "betalingsdatum", "uitvoeringsdatum", "dataplatnosci", "datapłatności",
    "datarealizacji", "datawykonania", "datumplatby", "betalningsdatum", "betalingsdato",
    "maksupäivä", "fizetésdátuma", "ödemetarihi", "датаплатежа", "датаоплаты", "支払日", "付款日期",
  ]

  /// Words of names of other days than that of the payment.
  private static let otherDays = [
    "due", "fällig", "faellig", "échéance", "echeance", "vencimiento", "vencimento", "scadenza",
    "verval", "termin", "forfald", "förfall", "splatnost", "erä", "срок", "maturity", "birth",
    "geburt", "naissance", "nacimiento", "nascita", "geboorte", "expir", "ablauf", "valid",
    "invoice", "rechnung", "facture", "factura", "fattura", "factuur", "faktur", "bill", "request",
    "updated", "modified", "geändert", "changed", "printed", "export", "statement", "opened",
    "closed", "auszug", "report", "since", "from", "start", "end",
  ]

  private static let valueDays = [
    "value", "valuta", "wert", "valeur", "valor", "rente", "waluty", "interest",
  ]

  /// The one column whose name means the day of a payment; nil where there is none, or several.
  var paymentDay: Int? {
    guard headerLine != nil else { return nil }
    let found = columns.indices.filter { index in
      columns[index].isDate && !taken.contains(index)
        && ProfileDraft.paymentDays.contains(columns[index].normalName)
    }
    return found.count == 1 ? found.first : nil
  }

  /// Returns true where a name means another day than that of the payment: the day on which it was due.
  func isOtherDay(_ index: Int) -> Bool {
    let name = columns[index].name.lowercased()
    return ProfileDraft.otherDays.contains { name.contains($0) }
  }

  /// Returns true where a name means the day from which interest counts.
  func isValueDay(_ index: Int) -> Bool {
    let name = columns[index].name.lowercased()
    return ProfileDraft.valueDays.contains { name.contains($0) }
  }
}
