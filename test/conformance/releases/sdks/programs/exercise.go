// What a release of Go's cloudflare-go sees of a server, as JSON. The environment names the server. MAJOR is replaced.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/cloudflare/cloudflare-go/MAJOR/durable_objects"
	"github.com/cloudflare/cloudflare-go/MAJOR/option"
)

type pager[Item any] interface {
	Next() bool
	Current() Item
	Err() error
}

// The service of the client: importing all of the client would compile thousands of files.
func service(credentials ...option.RequestOption) *durable_objects.NamespaceService {
	options := append(credentials, option.WithBaseURL(os.Getenv("BASE_URL")+"/"))
	return durable_objects.NewDurableObjectService(options...).Namespaces
}

var namespaces = service(option.WithAPIToken(os.Getenv("TOKEN")))

func listNamespaces(of *durable_objects.NamespaceService, account string, options ...option.RequestOption) pager[durable_objects.Namespace] {
	params := durable_objects.NamespaceListParams{}
	params.AccountID.Value, params.AccountID.Present = account, true
	return of.ListAutoPaging(context.Background(), params, options...)
}

func listObjects(of *durable_objects.NamespaceService, namespace string, limit float64, cursor string) pager[durable_objects.DurableObject] {
	params := durable_objects.NamespaceObjectListParams{}
	params.AccountID.Value, params.AccountID.Present = os.Getenv("ACCOUNT"), true
	if limit != 0 {
		params.Limit.Value, params.Limit.Present = limit, true
	}
	if cursor != "" {
		params.Cursor.Value, params.Cursor.Present = cursor, true
	}
	return of.Objects.ListAutoPaging(context.Background(), namespace, params)
}

func all[Item, Seen any](list pager[Item], see func(Item) Seen) []Seen {
	seen := []Seen{}
	for list.Next() {
		seen = append(seen, see(list.Current()))
	}
	if list.Err() != nil {
		panic(list.Err())
	}
	return seen
}

// The status of the error in which a listing ends.
func thrown[Item any](list pager[Item]) string {
	for list.Next() {
	}
	if list.Err() == nil {
		return "nothing"
	}
	return fmt.Sprint(reflect.ValueOf(list.Err()).Elem().FieldByName("StatusCode"))
}

// The fields of a namespace, by their names in JSON.
func fields(namespace durable_objects.Namespace) map[string]any {
	found := map[string]any{}
	value := reflect.ValueOf(namespace)
	for i := 0; i < value.NumField(); i++ {
		if tag := strings.Split(value.Type().Field(i).Tag.Get("json"), ",")[0]; tag != "-" {
			found[tag] = value.Field(i).Interface()
		}
	}
	return found
}

func id(object durable_objects.DurableObject) string { return object.ID }

func main() {
	account, namespace := os.Getenv("ACCOUNT"), os.Getenv("NAMESPACE")
	keyed := service(option.WithAPIEmail(os.Getenv("EMAIL")), option.WithAPIKey(os.Getenv("KEY")))
	first := []string{}
	for list := listObjects(keyed, namespace, 10, ""); len(first) < 10 && list.Next(); {
		first = append(first, list.Current().ID)
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{
		"namespaces": all(listNamespaces(namespaces, account), fields),
		"namespacesByOne": all(listNamespaces(namespaces, account, option.WithQuery("per_page", "1")), func(each durable_objects.Namespace) any { return each.ID }),
		"objects": all(listObjects(namespaces, namespace, 0, ""), func(each durable_objects.DurableObject) any {
			return []any{each.ID, each.HasStoredData}
		}),
		"objectsBy777": all(listObjects(namespaces, namespace, 777, ""), id),
		"firstByKey":   first,
		"errors": map[string]string{
			"token":     thrown(listNamespaces(service(option.WithAPIToken("wrong")), account)),
			"account":   thrown(listNamespaces(namespaces, os.Getenv("OTHER_ACCOUNT"))),
			"namespace": thrown(listObjects(namespaces, "no-such", 0, "")),
			"limit":     thrown(listObjects(namespaces, namespace, 9, "")),
			"cursor":    thrown(listObjects(namespaces, namespace, 0, "made-up")),
		},
	})
}
