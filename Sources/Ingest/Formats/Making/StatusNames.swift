internal import Foundation

/// The names by which exports call columns that tell whether a payment took place.
///
/// Accents and the words beside the telling one do not count: `État de l'opération`, `paymentState`, `is_reversed`.
enum StatusNames {
  /// The part of such a column.
  enum Kind: Equatable {
    /// Its words tell the progress of the payment: `Status`, `Állapot`.
    case progress
    /// A name that other columns have as well, such as `Result`.
    case possible
    /// Yes or no to a word for payments that took place: `Success`.
    case affirmed
    /// Yes or no to a word for payments that did not: `Declined`.
    case denied
    /// Yes or no to a word for payments that may have been made and given back: `Reversed`.
    case reversed
    /// The reason why a payment did not take place, blank where it did: `Failure reason`.
    case reason
  }

  /// Returns the part of a column by its name; nil for any other name.
  static func kind(of name: String) -> Kind? {
    let parts = HeaderNames.normal(bare(name))
    if let known = names[parts] { return known }
    let telling = words(of: bare(name)).filter { !beside.contains($0) }
    if let known = names[telling.joined()] { return known }
    if parts.hasSuffix("status") || parts.hasPrefix("status") { return .progress }
    let kinds = Set(telling.compactMap { names[$0] })
    if telling.contains(where: reasons.contains), kinds.contains(.denied) { return .reason }
    return nil
  }

  /// Returns the progress that a word tells in a column of a kind; nil where it is open.
  static func standing(of word: String, in kind: Kind?) -> StatusWords.Standing? {
    let isYes = Self.isYes(word)
    switch (kind, isYes) {
    case (.affirmed, let isYes?): return isYes ? .settled : .unsettled
    case (.denied, let isYes?): return isYes ? .unsettled : .settled
    case (.reversed, false?): return .settled
    case (.reversed, _), (.reason, _): return nil
    default: return StatusWords.standing(of: word)
    }
  }

  /// Returns true for a word that affirms, false for one that denies; nil for any other.
  static func isYes(_ word: String) -> Bool? {
    let word = bare(word).lowercased()
    return yes.contains(word) ? true : no.contains(word) ? false : nil
  }

  /// The words that affirm and deny, in small letters.
  static let yes: Set<String> = [
    "y", "yes", "true", "t", "1", "ja", "j", "oui", "o", "si", "s", "sim", "tak", "ano", "igen",
    "da", "да", "evet", "x", "是", "はい", "有", "예",
  ]
  static let no: Set<String> = [
    "n", "no", "false", "f", "0", "nein", "nee", "nej", "nei", "non", "nao", "nie", "ne", "nem",
    "нет", "ні", "hayir", "hayır", "否", "いいえ", "无", "아니오",
  ]

  /// Returns a text without accents.
  static func bare(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    let plain = text.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
      !(0x300...0x36F).contains($0.value)
    }
    // The characters of some scripts are made of parts, which belong together again.
    return String(String.UnicodeScalarView(plain)).precomposedStringWithCanonicalMapping
  }

  /// Returns the words of a name, also where only capitals divide them: `isReversed`.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var isInWord = false
    var isAfterSmall = false
    for letter in name {
      guard letter.isLetter else {
        isInWord = false
        continue
      }
      if !isInWord || letter.isUppercase && isAfterSmall { words.append("") }
      words[words.count - 1].append(contentsOf: letter.lowercased())
      (isInWord, isAfterSmall) = (true, letter.isLowercase)
    }
    return words
  }

  /// Words that may stand beside the telling one.
  private static let beside: Set<String> = list(
    """
    is was has been the a of for current final transaction transactions txn tx trx trans payment payments transfer booking
    entry record row order operation processing item flag indicator yn code text description desc message msg name
    der die das des de la le l du da do dell del di van w von
    buchung buchungs zahlung zahlungs zahlungen umsatz umsatzes transaktion transaktions auftrag auftrags
    paiement virement mouvement operacion pago movimiento transaccion operacao pagamento transacao
    operazione movimento transazione pagamento transactie betaling opdracht transakcji operacji platnosci przelewu
    platby operace transakce betalning transaktionens betalnings operacii операции платежа перевода операції платежу
    tranzakcio utalas muvelet islem odeme maksun tapahtuman
    """)

  private static let reasons: Set<String> = list(
    "reason reasons grund motif motivo causa reden powod duvod ok syy orsak arsak neden причина")

  private static let names: [String: Kind] = {
    var names: [String: Kind] = [:]
    for (kind, texts) in lists {
      for text in list(texts) { names[HeaderNames.normal(bare(text))] = kind }
    }
    return names
  }()

  private static func list(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }

  private static let lists: [(Kind, String)] = [
    (
      .progress,
      """
      status state standing buchungsstatus zahlungsstatus zustand bearbeitungsstand bearbeitungsstatus
      statut état etat estado situación situacion situação situacao stato situazione toestand
      stan stav tila tilanne staat tillstånd tilstand läge durum durumu állapot státusz stare starea stanje състояние статус
      состояние стан статусоперации статусплатежа κατάσταση būsena seisund olek statuss stāvoklis
      状态 狀態 交易状态 交易狀態 订单状态 支付状态 状態 取引状態 処理状況 ステータス 状況 상태 거래상태 처리상태 처리결과
      """
    ),
    (
      .possible,
      """
      result outcome disposition decision response resultado resultat résultat risultato ergebnis resultaat wynik výsledek
      tulos eredmény sonuç результат 結果 处理结果 交易结果 결과
      """
    ),
    (
      .affirmed,
      """
      success successful succeeded approved accepted posted booked settled cleared completed complete confirmed executed
      paid processed finalised finalized valid gebucht verbucht ausgeführt genehmigt erfolgreich bezahlt
      exécuté comptabilisé approuvé réussi accepté aprobado contabilizado ejecutado exitoso aceptado
      aprovado efetuado concluído contabilizzato eseguito approvato geboekt verwerkt uitgevoerd goedgekeurd
      zaksięgowano zaksięgowana zrealizowano bokförd bokført bogført zaúčtováno provedeno onaylandı исполнен исполнено
      проведен проведено успешно
      """
    ),
    (
      .denied,
      """
      declined denied refused rejected failed failure fail unsuccessful void voided cancelled canceled cancellation expired
      error errors errored iserror pending blocked invalid unpaid
      abgelehnt fehlgeschlagen storniert fehler vorgemerkt ausstehend ungültig
      refusé rejeté annulé échec échoué erreur enattente rechazado anulado cancelado fallido pendiente
      recusado rejeitado pendente rifiutato annullato fallito errore geweigerd geannuleerd mislukt fout
      odrzucono odrzucona anulowano anulowana błąd avvisad makulerad avvist avvist hylätty zamítnuto zrušeno chyba
      reddedildi iptal hata elutasítva törölve hiba отклонен отклонено отменен отменено ошибка
      取消 失敗 エラー 失败 错误 취소 실패
      """
    ),
    (
      .reversed,
      """
      reversed reversal refunded returned chargeback chargedback charged_back storno rückbuchung rücklastschrift
      extourné remboursé devuelto retrocedido estornado stornato teruggeboekt gestorneerd återförd сторно
      """
    ),
    (
      .reason,
      """
      errorcode errcode errormessage errormsg errordescription failurecode failcode failuremessage declinecode
      declinereason rejectreason rejectcode rejectionreason rejectioncode failurereason failreason refusalreason
      cancelreason cancellationreason fehlercode fehlermeldung fehlergrund fehlertext ablehnungsgrund ablehngrund
      motifderejet motifrejet motifderefus codeerreur motivorechazo motivoderechazo codigoerror
      motivorifiuto codiceerrore redenafwijzing foutcode powododrzucenia kodbledu причинаотказа кодошибки 错误代码 失败原因
      """
    ),
  ]
}
