internal import PaymentGraph

/// Rows that state a balance and do not stand where it held: the opening balance below all payments.
extension StatementRows {
  /// Moves rows of balances that stand on the wrong side of all payments of their account to the other one.
  ///
  /// Their days show it: before the payments or after them; a row of no day, or of the day of the first payment, by the
  /// word for an opening balance.
  mutating func placeBalances() {
    func key(_ draft: Draft) -> String { "\(draft.entry.own)\u{1F}\(draft.entry.currency.code)" }
    var spans: [String: (first: Int64, last: Int64, low: Int64, high: Int64, end: Int)] = [:]
    for (index, draft) in drafts.enumerated()
    where draft.entry.role == .movement && draft.entry.time != .unknown {
      let day = CivilDate.dayStart(of: draft.entry.time.start)
      let known = spans[key(draft)]
      spans[key(draft)] = (
        known?.first ?? day, day, min(known?.low ?? day, day), max(known?.high ?? day, day), index
      )
    }
    guard !spans.isEmpty else { return }
    var (head, body, foot): ([Draft], [Draft], [Draft]) = ([], [], [])
    var seen: Set<String> = []
    for (index, draft) in drafts.enumerated() {
      if draft.entry.role == .movement { seen.insert(key(draft)) }
      guard case .memo(.announcement, let word) = draft.entry.role, draft.balance != nil,
        let span = spans[key(draft)]
      else {
        body.append(draft)
        continue
      }
      let isNewestFirst = span.first > span.last
      let day =
        draft.entry.time == .unknown ? nil : CivilDate.dayStart(of: draft.entry.time.start)
      let isOpening: Bool? =
        if let day, day < span.low {
          true
        } else if let day, day > span.high {
          false
        } else {
          OpeningWords.isOpening(word ?? draft.entry.narration)
        }
      let (isAbove, isBelow) = (!seen.contains(key(draft)), index > span.end)
      if isOpening == !isNewestFirst, isBelow {
        head.append(draft)
      } else if isOpening == isNewestFirst, isAbove {
        foot.append(draft)
      } else {
        body.append(draft)
      }
    }
    if !head.isEmpty || !foot.isEmpty { drafts = head + body + foot }
  }
}

/// Words that tell an opening balance from a closing one.
enum OpeningWords {
  private static let opening: [String] = [
    "opening", "beginning", "starting", "initial", "brought", "previous", "b/f", "anfang",
    "eröffnung",
    "alter", "vortrag", "ancien", "départ", "ouverture", "inicial", "anterior", "iniziale",
    "precedente",
    "begin", "vorig", "początk", "počáte", "poprzedni", "ingående", "inngående", "primo", "входящ",
    "начальн", "nyitó", "açılış", "devreden", "前月繰越", "前頁繰越", "前期繰越", "期初", "이월", "algsaldo",
    "sākuma", "pradinis",
  ]
  private static let closing: [String] = [
    "closing", "ending", "final", "carried", "c/f", "endsaldo", "schluss", "abschluss", "neuer",
    "nouveau", "clôture", "cierre", "finale", "chiusura", "fechamento", "eind", "nieuw", "końcow",
    "konečn", "utgående", "ultimo", "исходящ", "конечн", "záró", "kapanış", "次頁繰越", "次期繰越", "期末",
    "기말",
    "lõppsaldo", "beigu", "galutinis",
  ]

  /// Returns true for the words of an opening balance, and false for those of a closing one; nil for any others.
  static func isOpening(_ text: String) -> Bool? {
    let text = text.lowercased()
    let isOpening = opening.contains { text.contains($0) }
    let isClosing = closing.contains { text.contains($0) }
    return isOpening == isClosing ? nil : isOpening
  }
}
