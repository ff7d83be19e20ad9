/// The rows' own statuses, which tell whether their payments took place.
extension ProfileDraft {
  /// Names of columns that tell whether a payment took place.
  static let statusNames: Set<String> = [
    "status", "state", "transactionstatus", "transactionstate", "paymentstatus", "bookingstatus",
    "buchungsstatus",
    "estado", "statut", "stato", "stav", "tila", "stan", "durum", "статус", "状态", "交易状态",
  ]

  /// Words for payments that took place.
  static let settledWords: Set<String> = [
    "BOOKED", "POSTED", "COMPLETED", "COMPLETE", "SETTLED", "CLEARED", "SUCCESS", "SUCCESSFUL",
    "SUCCEEDED", "PAID",
    "EXECUTED", "PROCESSED", "DONE", "FINISHED", "GEBUCHT", "VERBUCHT", "AUSGEFÜHRT",
    "ABGESCHLOSSEN", "GEBOEKT",
    "VERWERKT", "UITGEVOERD", "COMPTABILISÉ", "COMPTABILISÉE", "EXÉCUTÉ", "TERMINÉ", "LIQUIDADO",
    "CONTABILIZADO",
    "COMPLETADO", "COMPLETADA", "EJECUTADO", "CONTABILIZZATO", "ESEGUITO", "COMPLETATO", "BOKFÖRD",
    "BOKFÖRT",
    "UTFÖRD", "BOGFØRT", "UDFØRT", "BOKFØRT", "KIRJATTU", "ZAKSIĘGOWANO", "ZAKSIĘGOWANA",
    "WYKONANA", "ZAÚČTOVÁNO",
    "PROVEDENO", "CONCLUÍDO", "EFETUADO", "TAMAMLANDI", "ИСПОЛНЕН", "交易成功", "支付成功", "已完成",
  ]

  /// Words for payments that have not taken place, or never did.
  static let unsettledWords: Set<String> = [
    "PENDING", "AUTHORISED", "AUTHORIZED", "AUTHORISATION", "AUTHORIZATION", "DECLINED", "FAILED",
    "REVERTED",
    "CANCELLED", "CANCELED", "REJECTED", "VOID", "VOIDED", "EXPIRED", "SCHEDULED", "PROCESSING",
    "IN PROGRESS", "HOLD",
    "ON HOLD", "RESERVED", "CREATED", "OPEN", "UNPAID", "BLOCKED", "DENIED", "ABANDONED",
    "VORGEMERKT", "VORMERKUNG",
    "OFFEN", "AUSSTEHEND", "ABGELEHNT", "STORNIERT", "IN BEARBEITUNG", "GERESERVEERD", "GEWEIGERD",
    "IN BEHANDELING",
    "EN ATTENTE", "À VENIR", "EN COURS", "REFUSÉ", "ANNULÉ", "PENDIENTE", "RECHAZADO", "ANULADO",
    "RETENIDO",
    "IN SOSPESO", "IN ATTESA", "RIFIUTATO", "ANNULLATO", "NON CONTABILIZZATO", "RESERVERAT",
    "RESERVERT", "RESERVERET",
    "VÄNTAR", "AVVISAD", "VARAUS", "OCZEKUJĄCA", "BLOKADA", "ODRZUCONA", "ČEKÁ", "BLOKACE",
    "PENDENTE", "CANCELADO",
    "BEKLEMEDE", "交易关闭", "待付款",
  ]

  /// The words for such payments that a profile lists even where its file has none of them.
  static let usualUnsettled = [
    "PENDING", "DECLINED", "FAILED", "REVERTED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED",
    "VORGEMERKT",
  ]

  /// Finds the column that tells whether a payment took place, and the words for that.
  mutating func guessStatus() {
    if answers[.status] == nil {
      guess(
        .status,
        columns.indices.first { index in
          headerLine != nil && ProfileDraft.statusNames.contains(HeaderNames.normal(header[index]))
            && !taken.contains(index) && !columns[index].isDate && !columns[index].isAmount
            && columns[index].distinct.count <= 12
            && (columns[index].distinct.count > 1
              || columns[index].distinct.contains(where: isKnown))
        })
    }
    if answers[.settled] != nil, column(.status) == nil {
      doubts[.status] =
        "Which column has the words for payments that took place (\(text(.settled) ?? ""))?"
    }
    guard let index = column(.status), answers[.settled] == nil else { return }
    let words = columns[index].distinct
    guess(
      .settled,
      text: words.filter { ProfileDraft.settledWords.contains(StatementText.normal($0)) }
        .joined(separator: ","))
    let open = words.filter { !isKnown($0) }
    let isPartlyEmpty = columns[index].values.count < columns[index].cells.count
    if !open.isEmpty || value(.settled) == nil || isPartlyEmpty {
      doubts[.settled] =
        "Which words of \"\(header[index])\" say that the payment took place "
        + "(\(list(Array((open.isEmpty ? words : open).prefix(12)))) \(open.count == 1 ? "is" : "are") open"
        + (isPartlyEmpty ? "; rows without a word count as payments that did not" : "") + ")?"
    }
  }

  private func isKnown(_ word: String) -> Bool { ProfileDraft.tellsStatus(word) }

  /// Returns true for a word that tells whether a payment took place.
  static func tellsStatus(_ word: String) -> Bool {
    let word = StatementText.normal(word)
    return settledWords.contains(word) || unsettledWords.contains(word)
  }

  /// Returns true for a column whose name and words tell whether payments took place: it is no narration.
  func isStatus(_ index: Int) -> Bool {
    headerLine != nil && ProfileDraft.statusNames.contains(HeaderNames.normal(header[index]))
      && columns[index].distinct.contains(where: isKnown)
  }

  /// True where rows of the file have no status.
  var hasBlankStatus: Bool {
    column(.status).map { columns[$0].values.count < columns[$0].cells.count } ?? false
  }

  /// The words of the status, divided into those for payments that took place and all others that are known.
  var statusWords: (settled: [String], others: [String])? {
    guard let index = column(.status), let text = text(.settled) else { return nil }
    let settled = ProfileDraft.words(text)
    let said = Set(settled.map(StatementText.normal))
    let others = columns[index].distinct.filter { !said.contains(StatementText.normal($0)) }
    return (settled, others)
  }
}
