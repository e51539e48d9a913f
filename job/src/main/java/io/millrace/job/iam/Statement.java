package io.millrace.job.iam;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is allowed on some resources.
 *
 * @param sid what it is for: letters and digits, once in a policy
 * @param permissions what is allowed
 * @param resources ARNs, maybe with wildcards
 * @param likes conditions: keys of the request, and the patterns of which one must fit each
 */
public record Statement(
        String sid, Set<Permission> permissions, List<String> resources, Map<String, List<String>> likes) {

    public Statement {
        requireNonNull(sid, "sid");
        permissions = Set.copyOf(permissions);
        resources = List.copyOf(new TreeSet<>(resources));
        likes = Map.copyOf(likes);
    }

    static Statement of(String sid, Set<Permission> permissions, String... resources) {
        return new Statement(sid, permissions, List.of(resources), Map.of());
    }

    /** The actions, in the order of their names. */
    public List<String> actions() {
        return permissions.stream().map(Permission::action).sorted().toList();
    }
}
