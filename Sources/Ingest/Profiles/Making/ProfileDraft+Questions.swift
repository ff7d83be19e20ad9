/// The questions that are open.
extension ProfileDraft {
  /// The questions that must still be answered, in the order in which to ask them.
  public var questions: [Question] {
    var open: [Question] = []
    func ask(_ topic: Topic, _ words: String) {
      if value(topic) == nil || doubts[topic] != nil {
        open.append(Question(topic: topic, words: doubts[topic] ?? words))
      }
    }
    ask(.name, "What is the profile's name (such as gb.mybank.csv)?")
    ask(.shape, "Do rows name both accounts (ledger) or are they one account's view (statement)?")
    ask(.date, "Which column is the date?")
    if value(.date) != nil, doubts[.dates] != nil { ask(.dates, "") }
    if isLedger {
      ask(.from, "Which column is the payer's account, or which account pays in all rows?")
      ask(.to, "Which column is the payee's account, or which account is paid in all rows?")
      if value(.amount) == nil { ask(.amount, "Which column is the amount?") }
    } else if text(.shape) == "statement" {
      if value(.amount) == nil {
        if let words = doubts[.out], value(.out) == nil {
          open.append(Question(topic: .out, words: words))
        } else if value(.out) == nil, value(.in) == nil {
          ask(.amount, "Which column is the amount (or answer out and in where there are two)?")
        } else {
          ask(.out, "Which column is money that went out?")
          ask(.in, "Which column is money that came in?")
        }
      } else {
        if value(.side) != nil {
          let column = value(.side)?.columns.first.map { header[$0] } ?? ""
          // One of the two may be missing from a file in which all money went one way.
          if doubts[.outWords] != nil || value(.outWords) == nil && value(.inWords) == nil {
            ask(.outWords, "Which words of \"\(column)\" say that money went out?")
          }
          if doubts[.inWords] != nil || value(.outWords) == nil && value(.inWords) == nil {
            ask(.inWords, "Which words of \"\(column)\" say that money came in?")
          }
        } else if doubts[.positive] != nil {
          ask(.positive, "")
        }
      }
      if doubts[.own] != nil, value(.own) == nil, value(.account) == nil { ask(.own, "") }
    }
    if text(.shape) == nil, value(.amount) == nil, let words = doubts[.amount] {
      open.append(Question(topic: .amount, words: words))
    }
    if doubts[.settled] != nil { ask(.settled, "") }
    if doubts[.decimal] != nil { ask(.decimal, "") }
    if doubts[.units] != nil { ask(.units, "") }
    ask(.currency, "Which currency are the amounts in (a code, or a column of codes)?")
    return open
  }

  /// The columns with their first values, for a user who must choose among them.
  public var samples: [(column: String, values: [String])] {
    columns.map { ($0.name, Array($0.distinct.prefix(3))) }
  }

  /// The facts that the draft takes as known, in words: the topic and the column or the value.
  public var known: [(topic: Topic, words: String)] {
    Topic.allCases.compactMap { topic in
      guard let value = value(topic), doubts[topic] == nil else { return nil }
      let words =
        value.columns.isEmpty
        ? value.text
        : value.columns.map { header[$0].isEmpty ? "#\($0 + 1)" : header[$0] }.joined(
          separator: " + ")
      return (topic, words)
    }
  }
}
