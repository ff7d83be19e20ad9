/// Numbers with nouns, as people write them.
package enum Plural {
  /// Writes `1 transfer`, `1,204 transfers`.
  package static func text(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// Writes the line below a table that leaves rows out: `(+17 more accounts: --top 29 shows all)`.
  package static func leftOut(_ number: Int, _ noun: String, of all: Int) -> String {
    "(+\(text(number, "more \(noun)")): --top \(all) shows all)"
  }

  /// Writes a number with its thousands in groups of three.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
