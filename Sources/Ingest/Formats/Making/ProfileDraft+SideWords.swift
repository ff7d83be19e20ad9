/// The words that tell the direction of money.
extension ProfileDraft {
  /// Returns the words for money that went out or came in: those of the answer, and those that are understood and that
  /// no answer gives the other meaning.
  ///
  /// A single letter is understood only beside its partner, so not beside an answer.
  func sideWords(_ topic: Topic) -> [String] {
    let said = ProfileDraft.words(text(topic) ?? "")
    guard answers[topic] != nil, let index = column(.side) else { return said }
    let other = answers[topic == .outWords ? .inWords : .outWords]?.text ?? ""
    let decided = Set((said + ProfileDraft.words(other)).map(StatementText.normal))
    return said
      + columns[index].distinct.filter {
        sideIsOut($0, index) == (topic == .outWords)
          && !decided.contains(StatementText.normal($0))
      }
  }

  /// Returns true where a word of a column says that money went out, false where it came in; nil where it is open.
  ///
  /// A letter is no word: D is debit beside C, deposit beside W, and dal (credit) beside MD. It is understood by its
  /// partner, or by a name that has both.
  func sideIsOut(_ written: String, _ index: Int) -> Bool? {
    let word = StatementText.normal(written)
    let words = Set(columns[index].distinct.map(StatementText.normal))
    let name = headerLine == nil ? "" : columns[index].normalName
    func has(_ partners: Set<String>, _ names: Set<String> = []) -> Bool {
      !words.isDisjoint(with: partners) || names.contains(name)
    }
    let sides: Set<String> = ["drcr", "crdr", "dc", "cd", "debitcredit", "creditdebit"]
    switch word {
    case "D":
      if has(["W", "WD", "WDL"], ["wd", "dw", "withdrawaldeposit", "depositwithdrawal"]) {
        return false
      }
      let credits: Set<String> = ["C", "CR", "CR.", "CRDT", "CREDIT", "CREDITS", "H"]
      return has(
        credits,
        sides.union(["debitorcredit", "creditdebitindicator", "deebetkreedit", "debetkredit"]))
        ? true : nil
    case "C":
      let debits: Set<String> = ["D", "DR", "DR.", "DB", "DBIT", "DEBIT", "DEBITS"]
      return has(debits, sides.union(["debitorcredit", "creditdebitindicator"])) ? false : nil
    case "W":
      return has(["D", "DEP", "C", "CR", "DEPOSIT"], ["wd", "dw", "withdrawaldeposit"])
        ? true : nil
    case "S": return has(["H", "HABEN"], ["sh", "sollhaben"]) ? true : nil
    case "H": return has(["S", "SOLL", "D"], ["sh", "sollhaben"]) ? false : nil
    case "K": return has([], ["deebetkreedit", "debetkredit"]) ? false : nil
    default:
      if SideWords.out.contains(word) { return true }
      return SideWords.in.contains(word) ? false : nil
    }
  }
}
