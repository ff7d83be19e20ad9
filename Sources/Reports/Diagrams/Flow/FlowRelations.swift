internal import Drawing
internal import PaymentGraph

/// The streams and parties of a flow diagram that a party's money passes, before it and after it.
///
/// The transfers are gone through once forwards and once backwards, in ledger order: a transfer is
/// passed where its payer had received a passed one before; out of a pooled account, where it pays
/// on a passed receipt. O(*p* · *t*) for *p* parties and *t* transfers.
struct FlowRelations {
  let scene: FlowScene

  /// Returns for each party the names of all it is related to, itself included, in the order of the
  /// drawing.
  func all() -> [NodeID: [NodeID]] {
    let transfers = scene.material.transfers
    var streamOf: [TransferID: Int] = [:]
    for (number, stream) in scene.streams.enumerated() {
      for id in stream.transfers where scene.parties[stream.to].tier != .stop {
        streamOf[id] = number
      }
    }
    let stops = scene.streams.indices.filter {
      scene.parties[scene.streams[$0].to].tier == .stop
    }
    var found: [NodeID: [NodeID]] = [:]
    for party in scene.parties.indices where scene.parties[party].tier != .stop {
      let own = Set(scene.parties[party].accounts)
      let passed = passed(from: own, transfers, forwards: true)
        .union(passed(from: own, transfers, forwards: false))
      var streams = Set(passed.compactMap { streamOf[$0] })
      // Money that stops at a pooled account belongs to the party that sent it there.
      for stop in stops where scene.streams[stop].transfers.contains(where: passed.contains) {
        streams.insert(stop)
      }
      var parties: Set<Int> = [party]
      for stream in streams {
        parties.formUnion([scene.streams[stream].from, scene.streams[stream].to])
      }
      found[FlowScene.name(party)] =
        parties.sorted().map(FlowScene.name) + streams.sorted().map(NodeID.edge)
        // The ends of arcs within a column have names of their own.
        + streams.sorted().filter { scene.isSideways(scene.streams[$0]) }
        .flatMap { [NodeID("r\($0)"), NodeID("q\($0)")] }
    }
    return found
  }

  private func passed(
    from accounts: Set<AccountID>, _ transfers: [TransferID], forwards: Bool
  ) -> Set<TransferID> {
    let receipts = scene.material.receipts
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
      let transfer = scene.ledger.transfer(id)
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
}
