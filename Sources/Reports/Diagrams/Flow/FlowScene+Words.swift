internal import Drawing
internal import PaymentGraph

extension FlowScene {
  /// Returns the words beside a party's name in a table: its number, with the sum claimed where not all of it is drawn, else
  /// with its victims.
  func wordsBesideName(_ number: Int) -> String {
    let party = parties[number]
    // A row repeats the claim of the table's head only where not all of it is drawn.
    if let claimed = claimed(number), claimed != followed(number) {
      let own = numberBesideName(party)
      return [
        TextWidth.fitted(own, into: 90, size: 9), "\(FlowScene.money(claimed)) \(claimVerb)",
      ]
      .filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let victims = victimWords(party)
    let room = 160 - (victims.isEmpty ? 0 : TextWidth.of(", " + victims, size: 9))
    let number = numberBesideName(party)
    return [number.isEmpty ? "" : TextWidth.fitted(number, into: room, size: 9), victims]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
