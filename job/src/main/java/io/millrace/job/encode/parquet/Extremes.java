package io.millrace.job.encode.parquet;

import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** The smallest and the largest of several byte strings; refers to their arrays. */
final class Extremes {

    private final boolean signed;

    private byte[] minArray;
    private int minStart;
    private int minEnd;
    private byte[] maxArray;
    private int maxStart;
    private int maxEnd;

    /** @param signed whether the bytes are big-endian numbers of one length; otherwise they are ordered as texts */
    Extremes(boolean signed) {
        this.signed = signed;
    }

    void add(byte[] array, int start, int end) {
        if (minArray == null || compare(array, start, end, minArray, minStart, minEnd) < 0) {
            minArray = array;
            minStart = start;
            minEnd = end;
        }
        if (maxArray == null || compare(array, start, end, maxArray, maxStart, maxEnd) > 0) {
            maxArray = array;
            maxStart = start;
            maxEnd = end;
        }
    }

    private int compare(byte[] one, int start, int end, byte[] other, int otherStart, int otherEnd) {
        if (signed && one[start] != other[otherStart]) {
            return one[start] - other[otherStart];
        }
        return Arrays.compareUnsigned(one, start, end, other, otherStart, otherEnd);
    }

    void addTo(Statistics<?> statistics) {
        statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOfRange(minArray, minStart, minEnd)));
        statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOfRange(maxArray, maxStart, maxEnd)));
    }
}
