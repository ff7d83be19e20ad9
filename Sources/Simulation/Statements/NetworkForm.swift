internal import PaymentGraph

/// A statement as `MT940`, with information in numbered fields.
struct NetworkForm {
  private let statement: PlantedStatement
  /// The characters of a line of information.
  private static let width = 65

  init(_ statement: PlantedStatement) { self.statement = statement }

  var text: String {
    let first = statement.entries.first?.day ?? CivilDate(milliseconds: 0)
    let last = statement.entries.last?.day ?? first
    var lines = [
      ":20:STATEMENT", ":25:\(statement.own)\(statement.currency.code)", ":28C:1/1",
      ":60F:\(balance(statement.opening, first))",
    ]
    for entry in statement.entries {
      let day = NetworkForm.day(entry.day)
      lines.append(
        ":61:\(day)\(day.dropFirst(2))\(entry.isOut ? "D" : "C")\(decimal(entry.minorUnits))NTRFNONREF//\(entry.id)"
      )
      let reference = entry.reference.isEmpty ? "" : "?20EREF+\(entry.reference)"
      var rest = Array(
        ":86:166?00TRANSFER\(reference)?21SVWZ+\(entry.text)?30BANKXXXX?31\(entry.account)?32\(entry.name)"
          .unicodeScalars)[...]
      while !rest.isEmpty {
        lines.append(String(String.UnicodeScalarView(rest.prefix(NetworkForm.width))))
        rest = rest.dropFirst(NetworkForm.width)
      }
    }
    lines += [":62F:\(balance(statement.closing, last))", "-"]
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// Writes `240301`.
  private static func day(_ day: CivilDate) -> String {
    [day.year % 100, day.month, day.day].map { Characters.digits($0, 2) }.joined()
  }

  /// Writes an amount with the comma that the network wants.
  private func decimal(_ minorUnits: Int64) -> String {
    let bytes = statement.amount(minorUnits).utf8.map { $0 == 0x2E ? 0x2C : $0 }
    return String(decoding: bytes, as: UTF8.self) + (bytes.contains(0x2C) ? "" : ",")
  }

  private func balance(_ minorUnits: Int64, _ day: CivilDate) -> String {
    "\(minorUnits < 0 ? "D" : "C")\(NetworkForm.day(day))\(statement.currency.code)\(decimal(minorUnits))"
  }
}
