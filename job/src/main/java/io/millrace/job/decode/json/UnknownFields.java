package io.millrace.job.decode.json;

import io.millrace.job.config.DecodeConfig;
import io.millrace.job.decode.common.Failure;
import io.millrace.job.decode.common.IgnoredNames;
import io.millrace.job.decode.common.Rescue;

/** What happens to the fields of one place in the schema that the schema does not know. */
interface UnknownFields {

    /**
     * Deals with one field.
     *
     * @param nameAt where its name begins
     * @param p where its value begins
     * @return the position behind the value, or {@link Failure#FAILED}
     */
    int take(byte[] b, int nameAt, int p, int end, Name name);

    /** Makes one for each record in the schema. */
    interface Factory {
        UnknownFields create(ContainerReader in);

        /** What the pipeline does with them. */
        static Factory of(DecodeConfig.UnknownFields policy, Parts parts, IgnoredNames names, Rescue rescue) {
            return switch (policy) {
                case IGNORE -> in -> new IgnoredFields(parts, in, names);
                case CAPTURE -> in -> new CapturedFields(parts, in, rescue);
                case REJECT -> in -> new RefusedFields(parts, in);
            };
        }
    }
}
