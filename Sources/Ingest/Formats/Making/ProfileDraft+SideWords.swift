/// The words that tell the direction of money.
extension ProfileDraft {
  /// Returns the words for money that went out or came in: those of the answer, and those that are understood and that
  /// no answer gives the other meaning.
  ///
  /// A single letter is understood only beside its partner, so not beside an answer.
  func sideWords(_ topic: Topic) -> [String] {
    let said = ProfileDraft.words(text(topic) ?? "")
    guard answers[topic] != nil, let index = column(.side) else { return said }
    let understood = SideWords.meanings(of: columns[index].distinct, in: header[index])
      .filter { $0.value == (topic == .outWords) && $0.key.count > 1 }.map(\.key)
    let other = answers[topic == .outWords ? .inWords : .outWords]?.text ?? ""
    let decided = Set((said + ProfileDraft.words(other)).map(StatementText.normal))
    return said
      + columns[index].distinct.filter {
        understood.contains(StatementText.normal($0))
          && !decided.contains(StatementText.normal($0))
      }
  }
}
