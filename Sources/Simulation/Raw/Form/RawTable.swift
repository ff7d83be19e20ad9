/// The text of a file under construction, with the number of its present line.
struct RawTable {
  let file: String
  private(set) var text = ""
  private(set) var line = 1
  /// The rows by the payment that they show.
  private(set) var rows: [(payment: Int, row: RawRow)] = []

  private let lineEnd: String

  init(_ file: String, lineEnd: String = "\r\n") {
    self.file = file
    self.lineEnd = lineEnd
  }

  /// Adds a line; `payments` are those that it shows.
  mutating func add(_ content: String, showing payments: [Int] = []) {
    for payment in payments { rows.append((payment, RawRow(file: file, line: line))) }
    text += content + lineEnd
    line += 1
  }
}
