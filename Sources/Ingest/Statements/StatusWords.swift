/// Words by which exports tell whether a payment took place, compared in capitals.
enum StatusWords {
  /// The progress of a payment.
  enum Standing { case settled, unsettled }

  /// Words for payments that took place.
  static let settled: Set<String> = [
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
    "EXÉCUTÉE", "EFFECTUÉ", "EFFECTUÉE", "EFETUADA", "CONCLUÍDA", "EJECUTADA", "CONTABILIZADA",
    "ESEGUITA", "TELJESÜLT", "KÖNYVELT", "WYKONANO", "WYKONANY", "ZREALIZOWANA", "ZREALIZOWANO",
    "ИСПОЛНЕНО", "ИСПОЛНЕНА", "ВЫПОЛНЕНО", "ВЫПОЛНЕН", "ПРОВЕДЕН", "ПРОВЕДЕНО", "УСПЕШНО",
    "ВИКОНАНО", "УСПІШНО", "完了", "成功",
  ]

  /// Words for payments that have not taken place, or never did.
  static let unsettled: Set<String> = [
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
    "BEKLEMEDE", "交易关闭", "待付款", "ERROR", "FAIL", "FAILURE", "UNSUCCESSFUL", "REFUSED",
    "DISHONOURED", "DISHONORED", "INSUFFICIENT FUNDS", "FEHLGESCHLAGEN", "FEHLER", "REJETÉ",
    "REJETÉE", "REFUSÉE", "ANNULÉE", "ÉCHEC", "ÉCHOUÉ", "RECHAZADA", "ANULADA", "CANCELADA",
    "FALLIDO", "FALLIDA", "RECUSADO", "RECUSADA", "REJEITADO", "REJEITADA", "RIFIUTATA",
    "ANNULLATA", "FALLITO", "FALLITA", "MISLUKT", "GEANNULEERD", "ODRZUCONO", "ODRZUCONY",
    "ANULOWANA", "ANULOWANO", "ELUTASÍTVA", "ELUTASÍTOTT", "TÖRÖLVE", "REDDEDİLDİ", "İPTAL",
    "İPTAL EDİLDİ", "BAŞARISIZ", "ZAMÍTNUTO", "ZRUŠENO", "ОТКЛОНЕН", "ОТКЛОНЁН", "ОТКЛОНЕНО",
    "ОТМЕНЕН", "ОТМЕНЁН", "ОТМЕНЕНО", "ОШИБКА", "В ОБРАБОТКЕ", "ВІДХИЛЕНО", "СКАСОВАНО", "失敗",
    "失败", "エラー", "取消",
  ]

  /// Words for such payments that mean something else as well, in columns that are not called a status.
  private static let ambiguous: Set<String> = [
    "OPEN", "HOLD", "ON HOLD", "CREATED", "VOID", "VOIDED", "PROCESSING", "BLOCKED", "UNPAID",
    "RESERVED", "OFFEN", "EXPIRED", "REVERTED", "AUTHORISATION", "AUTHORIZATION", "STORNIERT",
    "AUTHORISED", "AUTHORIZED", "ERROR", "FEHLER", "ОШИБКА", "エラー", "取消", "INSUFFICIENT FUNDS",
  ]

  /// Words that may stand beside the others: `Umsatz vorgemerkt`.
  private static let beside: Set<String> = [
    "UMSATZ", "UMSÄTZE", "BUCHUNG", "ZAHLUNG", "TRANSAKTION", "KARTENZAHLUNG", "TRANSACTION",
    "TRANSACTIONS", "PAYMENT", "CARD", "BOOKING", "ENTRY", "ITEM", "STATUS", "OPERATION",
    "OPÉRATION",
    "MOUVEMENT", "PAIEMENT", "TRANSAZIONE", "OPERAZIONE", "MOVIMENTO", "MOVIMIENTO", "OPERACIÓN",
    "TRANSACCIÓN", "PAGO", "TRANSAÇÃO", "TRANSACTIE", "BETALING", "TRANSAKCJA", "OPERACJA",
    "PLATBA",
    "IS", "IST", "NOCH", "STILL", "PURCHASE", "AUTHORISATION", "AUTHORIZATION",
  ]

  /// Returns the progress that a whole text tells; nil where it is any other text.
  static func standing(of text: String) -> Standing? {
    guard text.utf8.count <= 60 else { return nil }
    let words = StatementText.normal(text)
    if settled.contains(words) { return .settled }
    if unsettled.contains(words) { return .unsettled }
    let rest = core(words)
    if settled.contains(rest) { return .settled }
    return unsettled.contains(rest) ? .unsettled : nil
  }

  /// Returns true where a text tells that a payment did not take place, and can hardly mean anything else.
  static func isSurelyUnsettled(_ text: String) -> Bool {
    standing(of: text) == .unsettled && !ambiguous.contains(core(StatementText.normal(text)))
      && !ambiguous.contains(StatementText.normal(text))
  }

  private static let pendingHeads = [
    "PENDING", "AUTHORISATION HOLD", "AUTHORIZATION HOLD", "AUTH HOLD", "CARD HOLD", "VORGEMERKT",
    "VORMERKUNG", "EN ATTENTE", "BLOKADA", "GERESERVEERD", "RESERVERING", "RESERVERAT",
    "RESERVERT", "RESERVERET", "PENDIENTE", "IN SOSPESO", "PENDENTE", "VARAUS", "BLOKACE",
    "BLOQUEO", "RETENCIÓN", "PREAUTHORISATION", "PRE-AUTHORISATION", "PREAUTHORIZATION",
    "PRE-AUTHORIZATION", "AUTORISATION EN COURS", "ОЖИДАЕТ",
  ]

  /// Returns true where the first words of a text tell that a payment is not booked yet.
  static func opensWithPending(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "*" || first == "[" || first == "("
    else { return false }
    let start = String(text.prefix(40)).uppercased().drop { !$0.isLetter }
    return pendingHeads.contains { head in
      start.hasPrefix(head) && !(start.dropFirst(head.count).first?.isLetter ?? false)
    }
  }

  /// Returns a text without marks and words beside the one that tells the progress.
  private static func core(_ text: String) -> String {
    text.split { $0 == " " || "()[]:;,.!*-/".contains($0) }.map(String.init)
      .filter { !beside.contains($0) && !$0.allSatisfy(\.isNumber) }.joined(separator: " ")
  }
}
