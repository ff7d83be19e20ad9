internal import Drawing
internal import PaymentGraph

/// The parts of a drawing that belong together: for each part that can be chosen, itself and all
/// that its money passes.
struct Relations {
  let parts: [NodeID: [NodeID]]

  // MARK: Flows

  /// Finds the streams and parties of a flow that each party's money passes, before it and after
  /// it, in the order of the drawing.
  ///
  /// The transfers are gone through once forwards and once backwards, in ledger order: a transfer
  /// is passed where its payer had received a passed one before; out of a pooled account, where it
  /// pays on a passed receipt. O(*p* · *t*) for *p* parties and *t* transfers.
  init(of model: FlowModel) {
    var streamOf: [TransferID: Int] = [:]
    for (number, stream) in model.streams.enumerated() {
      for id in stream.transfers where model.parties[stream.to].tier != .stop {
        streamOf[id] = number
      }
    }
    let stops = model.streams.indices.filter {
      model.parties[model.streams[$0].to].tier == .stop
    }
    var found: [NodeID: [NodeID]] = [:]
    for party in model.parties.indices where model.parties[party].tier != .stop {
      let own = Set(model.parties[party].accounts)
      let passed = Relations.passed(from: own, in: model, forwards: true)
        .union(Relations.passed(from: own, in: model, forwards: false))
      var streams = Set(passed.compactMap { streamOf[$0] })
      // Money that stops at a pooled account belongs to the party that sent it there.
      for stop in stops where model.streams[stop].transfers.contains(where: passed.contains) {
        streams.insert(stop)
      }
      var parties: Set<Int> = [party]
      for stream in streams {
        parties.formUnion([model.streams[stream].from, model.streams[stream].to])
      }
      found[FlowModel.name(party)] =
        parties.sorted().map(FlowModel.name) + streams.sorted().map(NodeID.edge)
        // The ends of arcs within a column have names of their own.
        + streams.sorted().filter { model.isSideways(model.streams[$0]) }
        .flatMap(FlowModel.ends(ofSideways:))
    }
    parts = found
  }

  private static func passed(
    from accounts: Set<AccountID>, in model: FlowModel, forwards: Bool
  ) -> Set<TransferID> {
    let (transfers, receipts) = (model.input.transfers, model.input.receipts)
    // Without any link the diagram treats pooled accounts as ordinary ones.
    let hasLinks = !receipts.isEmpty
    var payouts: [TransferID: [TransferID]] = [:]
    if !forwards {
      for (payout, from) in receipts {
        for receipt in from { payouts[receipt, default: []].append(payout) }
      }
    }
    var passed: Set<TransferID> = []
    var reached = accounts
    for id in forwards ? transfers : transfers.reversed() {
      let transfer = model.ledger.transfer(id)
      let (near, far) =
        forwards
        ? (transfer.payer, transfer.beneficiary) : (transfer.beneficiary, transfer.payer)
      let isPassed: Bool
      if accounts.contains(near.id) {
        isPassed = true
      } else if near.isPooled, hasLinks {
        isPassed =
          (forwards ? receipts[id] : payouts[id])?.contains(where: passed.contains) ?? false
      } else {
        isPassed = reached.contains(near.id)
      }
      if isPassed {
        passed.insert(id)
        reached.insert(far.id)
      }
    }
    return passed
  }

  /// Finds the parts of a drawing that stand for the parties and streams of a flow, as the flow
  /// relates them, by name.
  ///
  /// - Parameters:
  ///   - blocks: The part that stands for each party; nil for a party that is not drawn.
  ///   - lines: The parts that stand for each stream.
  init(of model: FlowModel, blocks: [NodeID?], lines: [Int: [NodeID]]) {
    var drawn: [NodeID: [NodeID]] = [:]
    for (party, block) in blocks.enumerated() { drawn[FlowModel.name(party)] = block.map { [$0] } }
    for (stream, names) in lines { drawn[NodeID.edge(stream)] = names }
    let found = Relations(of: model).parts
    var parts: [NodeID: Set<NodeID>] = [:]
    for (party, block) in blocks.enumerated() {
      guard let block, let others = found[FlowModel.name(party)] else { continue }
      parts[block, default: [block]].formUnion(others.flatMap { drawn[$0] ?? [] })
    }
    self.parts = parts.mapValues { $0.sorted { $0.description < $1.description } }
  }

  // MARK: Graphs

  /// A line of a drawing between two of its boxes.
  struct Line {
    let name: NodeID
    let from: NodeID
    let to: NodeID
  }

  /// Finds the lines and boxes that lead to each box and on from it: the box itself, then lines,
  /// then boxes, in the order given.
  ///
  /// - Complexity: O(*b* · (*b* + *l*)) for *b* boxes and *l* lines.
  init(of boxes: [NodeID], along lines: [Line]) {
    var (out, into): ([NodeID: [Int]], [NodeID: [Int]]) = ([:], [:])
    for (number, line) in lines.enumerated() {
      out[line.from, default: []].append(number)
      into[line.to, default: []].append(number)
    }
    var parts: [NodeID: [NodeID]] = [:]
    for box in boxes {
      var (passed, reached): (Set<Int>, Set<NodeID>) = ([], [])
      for isForward in [true, false] {
        var seen: Set<NodeID> = [box]
        var open = [box]
        while let here = open.popLast() {
          for number in (isForward ? out : into)[here] ?? [] {
            let next = isForward ? lines[number].to : lines[number].from
            passed.insert(number)
            if seen.insert(next).inserted { open.append(next) }
          }
        }
        reached.formUnion(seen)
      }
      parts[box] =
        [box] + passed.sorted().map { lines[$0].name }
        + boxes.filter { $0 != box && reached.contains($0) }
    }
    self.parts = parts
  }

  /// The same parts, sorted by name.
  var sorted: [NodeID: [NodeID]] {
    parts.mapValues { $0.sorted { $0.description < $1.description } }
  }
}
