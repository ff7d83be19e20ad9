/// A heap of numbers, the first by some order on top; the order must be the same at every call.
struct ReadyHeap {
  private var numbers: [Int] = []

  var first: Int? { numbers.first }

  mutating func insert(_ number: Int, by precedes: (Int, Int) -> Bool) {
    numbers.append(number)
    var at = numbers.count - 1
    while at > 0, precedes(numbers[at], numbers[(at - 1) / 2]) {
      numbers.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  mutating func removeFirst(by precedes: (Int, Int) -> Bool) {
    guard let last = numbers.popLast(), !numbers.isEmpty else { return }
    numbers[0] = last
    var at = 0
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2]
      where child < numbers.count && precedes(numbers[child], numbers[least]) {
        least = child
      }
      if least == at { return }
      numbers.swapAt(at, least)
      at = least
    }
  }
}
