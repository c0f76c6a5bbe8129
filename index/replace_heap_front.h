#ifndef TELUSUR_INDEX_REPLACE_HEAP_FRONT_H_
#define TELUSUR_INDEX_REPLACE_HEAP_FRONT_H_

#include <cstddef>
#include <vector>

namespace telusur {

// Puts `value` in the place of the front of `*heap`, a heap of std::make_heap
// for `is_less`, and restores its order: once down the heap, where
// std::pop_heap and std::push_heap are two ways. REQUIRES: the heap is not
// empty. O(log n).
template <typename T, typename IsLess>
void ReplaceHeapFront(std::vector<T>* heap, T value, IsLess is_less) {
  T* const items = heap->data();
  const size_t size = heap->size();
  size_t hole = 0;
  for (size_t child = 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && is_less(items[child], items[child + 1])) ++child;
    if (!is_less(value, items[child])) break;
    items[hole] = items[child];
    hole = child;
  }
  items[hole] = value;
}

}  // namespace telusur

#endif  // TELUSUR_INDEX_REPLACE_HEAP_FRONT_H_
