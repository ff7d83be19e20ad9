internal import PaymentGraph

extension BalanceNetwork {
  /// Returns the nodes between which money can go round, where a node is the first of them; nodes come in order.
  func circle(startingAt node: Int32, of rest: inout ArraySlice<Range<Int32>>) -> Range<Int32>? {
    while let first = rest.first, first.upperBound <= node { rest.removeFirst() }
    guard let first = rest.first, first.lowerBound <= node else { return nil }
    return rest.removeFirst()
  }

  /// Returns true where money can go round between two nodes.
  func isWithinCircle(_ node: Int32, _ other: Int32) -> Bool {
    guard !circles.isEmpty else { return false }
    let index = BinarySearch.lowerBound(circles.indices) { circles[$0].upperBound <= node }
    return index < circles.endIndex && circles[index].contains(node)
      && circles[index].contains(other)
  }

  /// Returns the factors of all conversions between nodes at which money is worth more afterwards.
  func gains(within nodes: Range<Int32>) -> [Fraction] {
    nodes.flatMap { node in
      outgoing[node].compactMap { arc in
        nodes.contains(heads[Int(arc)]) ? factors[arc].flatMap { $0 > .one ? $0 : nil } : nil
      }
    }
  }

  /// Renumbers the nodes, so that arcs lead to higher numbers except where money can go round in an open order.
  ///
  /// Nodes that lead to each other get adjacent numbers, which ``circles`` has. Ends keep their numbers, the last.
  ///
  /// Reference: R. Tarjan, Depth-first search and linear graph algorithms, 1972; without recursion, because a chain of
  /// payments can be as long as the ledger.
  mutating func sortByTime() {
    let next = ArcIndex(tails, nodeCount)
    var found = Array(repeating: Int32(-1), count: nodeCount)
    var lowest = found
    var isOpen = Array(repeating: false, count: nodeCount)
    var open: [Int32] = []
    // The groups of nodes that lead to each other, the last in time first.
    var groups: [[Int32]] = []
    var count = Int32(0)
    for start in 0..<Int32(truncatingIfNeeded: nodeCount) where found[Int(start)] < 0 {
      var path: [(node: Int32, arc: Int)] = []
      func enter(_ node: Int32) {
        (found[Int(node)], lowest[Int(node)]) = (count, count)
        count += 1
        open.append(node)
        isOpen[Int(node)] = true
        path.append((node, next[node].startIndex))
      }
      enter(start)
      while let (node, arc) = path.last {
        let arcs = next[node]
        if arc < arcs.endIndex {
          path[path.count - 1].arc += 1
          let head = heads[Int(arcs[arc])]
          guard Int(head) < nodeCount else { continue }
          if found[Int(head)] < 0 {
            enter(head)
          } else if isOpen[Int(head)] {
            lowest[Int(node)] = min(lowest[Int(node)], found[Int(head)])
          }
          continue
        }
        path.removeLast()
        if let (before, _) = path.last {
          lowest[Int(before)] = min(lowest[Int(before)], lowest[Int(node)])
        }
        guard lowest[Int(node)] == found[Int(node)] else { continue }
        var group: [Int32] = []
        while let last = open.popLast() {
          isOpen[Int(last)] = false
          group.append(last)
          if last == node { break }
        }
        groups.append(group)
      }
    }
    var number = Array(repeating: Int32(0), count: nodeCount)
    var given = Int32(0)
    for group in groups.reversed() {
      if group.count > 1 { circles.append(given..<given + Int32(group.count)) }
      for node in group.sorted() {
        number[Int(node)] = given
        given += 1
      }
    }
    func renumbered(_ node: Int32) -> Int32 {
      Int(node) < nodeCount ? number[Int(node)] : node
    }
    for arc in tails.indices {
      tails[arc] = renumbered(tails[arc])
      heads[arc] = renumbered(heads[arc])
    }
    claims = claims.map {
      Claim(transfer: $0.transfer, node: renumbered($0.node), amount: $0.amount)
    }
    narrow = Set(narrow.map(renumbered))
  }
}
