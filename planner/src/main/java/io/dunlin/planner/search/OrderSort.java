package io.dunlin.planner.search;

/** Sorts part of an order by a key, stable and without garbage. */
final class OrderSort {
  final double[] key;
  private final int[] scratch;

  OrderSort(int tasks) {
    key = new double[tasks];
    scratch = new int[tasks];
  }

  /** Bottom-up merge sort of {@code order[from ..]}; equal keys keep their order. O(n log n). */
  void sort(int[] order, int from) {
    int n = order.length;
    for (int width = 1; width < n - from; width *= 2) {
      for (int low = from; low < n; low += 2 * width) {
        merge(order, low, Math.min(n, low + width), Math.min(n, low + 2 * width));
      }
      System.arraycopy(scratch, from, order, from, n - from);
    }
  }

  private void merge(int[] order, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int i = low; i < high; i++) {
      boolean takeLeft = left < middle && (right >= high || key[order[left]] <= key[order[right]]);
      scratch[i] = takeLeft ? order[left++] : order[right++];
    }
  }
}
